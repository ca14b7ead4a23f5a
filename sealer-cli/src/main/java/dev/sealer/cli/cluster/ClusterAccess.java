package dev.sealer.cli.cluster;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.kubeconfig.Connection;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The only door to the Kubernetes client. Its libraries are not on the launcher's class path: the
 * JVM opens every file of that at each start, and a command that stays offline needs none of them.
 */
public final class ClusterAccess {
  private final Connection connection;
  private final Map<String, String> environment;

  /** Will use these flags in this environment. */
  public ClusterAccess(Connection connection, Map<String, String> environment) {
    this.connection = connection;
    this.environment = environment;
  }

  static {
    // The client logs through SLF4J, and the command line has no log: only its note of that.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  /** Calls the controller behind a service; the connection is closed afterwards. */
  public <T> T withController(String namespace, String service, Function<Controller, T> use) {
    ClassLoader own = ClusterAccess.class.getClassLoader();
    String folder = System.getProperty("sealer.cluster-libraries", "");
    if (folder.isEmpty()) {
      return door(own).open(connection, environment, namespace, service, use);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader libraries = new URLClassLoader(jars(Path.of(folder)), own)) {
      // The client finds its HTTP client and its serializers through the context.
      thread.setContextClassLoader(libraries);
      return door(libraries).open(connection, environment, namespace, service, use);
    } catch (IOException e) {
      throw new CommandFailure("cannot read the libraries in " + folder + ": " + e.getMessage(), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static ControllerDoor door(ClassLoader loader) {
    return ServiceLoader.load(ControllerDoor.class, loader)
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                "the libraries that talk to a cluster are missing: run 'mvn package' again"));
  }

  private static URL[] jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(ClusterAccess::url)
          .toArray(URL[]::new);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL", e);
    }
  }
}
