package dev.sealer.cli;

import dev.sealer.cli.libraries.LaterLibraries;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs the program anew, in this process, where every library is visible to every class. The
 * launcher's own class path is kept short for the verbs that people call all day; those whose core
 * needs a library that is not on it, such as Bouncy Castle for certificates, begin here.
 */
final class AllLibraries {

  private static final Set<String> VERBS = Set.of("backup", "keys");

  private AllLibraries() {}

  static boolean areNeededFor(String[] line) {
    return line.length > 0 && VERBS.contains(line[0]) && LaterLibraries.folder().isPresent();
  }

  static void runMain(String[] line) {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      // The jar's own manifest names the rest of the launcher's class path.
      path.add(LaterLibraries.url(Path.of(entry)));
    }
    LaterLibraries.folder().ifPresent(folder -> path.addAll(LaterLibraries.jars(folder)));
    LaterLibraries.forgetFolder();
    ClassLoader all =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(all);
    try {
      all.loadClass(Main.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) line);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the program's own jar lacks its main class", e);
    }
  }
}
