package dev.sealer.cli.launch;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Starts the program again, in this process, with a class loader that sees every library. The
 * launcher's own class path is kept short for the commands that people call all day. Commands whose
 * core needs a library that is not on it, such as Bouncy Castle for certificates, start here.
 */
final class FullClasspathLauncher {

  private static final Set<String> COMMANDS = Set.of("app", "backup", "doctor", "es", "keys");

  private FullClasspathLauncher() {}

  /** Returns whether a command line needs libraries that the launcher left out. */
  static boolean isNeededFor(String[] line) {
    return line.length > 0 && COMMANDS.contains(line[0]) && LazyLibraries.folder().isPresent();
  }

  /**
   * Runs the {@code main} method of a class.
   *
   * @param mainClass its name
   */
  static void run(String mainClass, String[] line) {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      // The jar's own manifest names the rest of the launcher's class path.
      path.add(LazyLibraries.url(Path.of(entry)));
    }
    LazyLibraries.folder().ifPresent(folder -> path.addAll(LazyLibraries.jars(folder)));
    LazyLibraries.forgetFolder();
    ClassLoader all =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(all);
    try {
      all.loadClass(mainClass).getMethod("main", String[].class).invoke(null, (Object) line);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the program's own jar lacks its main class", e);
    }
  }
}
