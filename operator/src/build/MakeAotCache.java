import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Writes down which Java the build used, for bin/operator (the one on the PATH may be older), and
 * makes the ahead-of-time cache that it starts from: the operator runs once for training, against
 * an API server on loopback that has nothing and takes everything. The cache fits that Java and
 * these very jars; without it everything works, only slower to start.
 *
 * <p>Run by the build as {@code java MakeAotCache.java <folder of operator> <true|false>}; with
 * {@code false} it only writes down the Java.
 */
final class MakeAotCache {

  private static final int PATIENCE_SECONDS = 60;
  private static final int TRAINING_MILLIS = 3_000;

  private MakeAotCache() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0], "target", "operator"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(folder.resolve("java"), java + System.lineSeparator());
    Path cache = folder.resolve("operator.aot");
    if (!Boolean.parseBoolean(arguments[1])) {
      return;
    }
    if (Files.exists(cache) && isFresh(cache, folder.resolve("lib"))) {
      return;
    }
    Files.deleteIfExists(cache);
    Path log = folder.resolveSibling("operator.aot.log");
    HttpServer server = emptyCluster();
    try {
      train(java, folder, server.getAddress().getPort(), log);
    } finally {
      server.stop(0);
    }
    if (!Files.exists(cache)) {
      System.err.println("warning: no start-up cache was made: see " + log);
    }
  }

  private static void train(Path java, Path folder, int port, Path log)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("operator-training");
    Path kubeconfig = Files.writeString(scratch.resolve("kubeconfig"), kubeconfig(port));
    List<String> command =
        List.of(
            java.toString(),
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-Xms24m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dsun.net.httpserver.nodelay=true",
            "-XX:AOTCacheOutput=" + folder.resolve("operator.aot"),
            "-cp",
            folder.resolve("lib/operator.jar").toString(),
            "dev.sealer.operator.OperatorMain",
            "--kubeconfig=" + kubeconfig,
            "--namespace=training",
            "--key-size=2048",
            "--listen-addr=127.0.0.1:0",
            "--listen-metrics-addr=127.0.0.1:0",
            "--cache-folder=" + scratch.resolve("cache"));
    Process training =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    awaitWork(training, log);
    training.destroy();
    if (!training.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      training.destroyForcibly();
    }
  }

  /** Until it leads, and a moment longer. */
  private static void awaitWork(Process training, Path log)
      throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 10 && training.isAlive(); i++) {
      if (Files.readString(log).contains("leading as")) {
        Thread.sleep(TRAINING_MILLIS);
        return;
      }
      Thread.sleep(100);
    }
  }

  private static String kubeconfig(int port) {
    return """
        apiVersion: v1
        kind: Config
        current-context: training
        clusters: [{name: training, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: training, user: {token: none}}]
        contexts: [{name: training, context: {cluster: training, user: training}}]
        """
        .formatted(port);
  }

  private static HttpServer emptyCluster() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", MakeAotCache::answer);
    server.start();
    return server;
  }

  /** Lists are empty, watches stay silent, objects are missing, and what is written is taken. */
  private static void answer(HttpExchange call) throws IOException {
    byte[] sent = call.getRequestBody().readAllBytes();
    String query = String.valueOf(call.getRequestURI().getQuery());
    if (query.contains("watch=true")) {
      call.sendResponseHeaders(200, 0);
      return;
    }
    boolean list = query.contains("limit=");
    boolean read = call.getRequestMethod().equals("GET");
    int code = !read ? 201 : list ? 200 : 404;
    byte[] body =
        list
            ? "{\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}"
                .getBytes(StandardCharsets.UTF_8)
            : read ? "{\"kind\":\"Status\",\"reason\":\"NotFound\"}".getBytes(StandardCharsets.UTF_8) : sent;
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(code, body.length);
    try (OutputStream out = call.getResponseBody()) {
      out.write(body);
    }
  }

  private static boolean isFresh(Path cache, Path lib) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(lib)) {
      files.forEach(jars::add);
    }
    for (Path jar : jars) {
      if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(cache)) > 0) {
        return false;
      }
    }
    return true;
  }
}
