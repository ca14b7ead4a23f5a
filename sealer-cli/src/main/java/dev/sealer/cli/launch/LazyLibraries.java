package dev.sealer.cli.launch;

import dev.sealer.cli.io.CommandFailure;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The door to libraries that are not on the launcher's class path: the JVM opens every file of that
 * at each start, and a command that stays offline needs none of them. They stay open until the
 * process ends.
 */
public final class LazyLibraries {

  private static final String FOLDER = "sealer.cluster-libraries";

  private LazyLibraries() {}

  /** Made when it is first asked for. */
  private static final class Holder {
    static final ClassLoader LOADER = make();

    private Holder() {}
  }

  /** Returns a class loader that has them all. */
  public static ClassLoader loader() {
    return Holder.LOADER;
  }

  /**
   * Returns the implementation of a service among them.
   *
   * @throws CommandFailure when it is missing
   */
  public static <S> S service(Class<S> service) {
    return ServiceLoader.load(service, loader())
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                "the libraries for this command are missing: run 'mvn package' again"));
  }

  /** Returns the directory that they lie in; nothing where all are on the class path already. */
  public static Optional<Path> folder() {
    return Optional.of(System.getProperty(FOLDER, ""))
        .filter(name -> !name.isEmpty())
        .map(Path::of);
  }

  /** Treats all libraries as being on the class path from now on. */
  public static void forgetFolder() {
    System.clearProperty(FOLDER);
  }

  /** Returns the jars of a directory. */
  public static List<URL> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(LazyLibraries::url)
          .toList();
    } catch (IOException e) {
      throw new CommandFailure("cannot read the libraries in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Returns a file as a class loader takes it. */
  public static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL", e);
    }
  }

  private static ClassLoader make() {
    ClassLoader own = LazyLibraries.class.getClassLoader();
    return folder()
        .<ClassLoader>map(found -> new URLClassLoader(jars(found).toArray(URL[]::new), own))
        .orElse(own);
  }
}
