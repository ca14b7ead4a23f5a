import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Writes down which Java the build used, for bin/operator (the one on the PATH may be older), and
 * makes the ahead-of-time cache that it starts from: the operator runs once for training, against
 * an API server on loopback that has a few ExternalSecrets and takes everything, and a provider
 * that has their values. What a start loads without being in the cache costs processor time in the
 * seconds in which a cluster waits for its Secrets. The cache fits that Java and these very jars;
 * without it everything works, only slower to start.
 *
 * <p>Run by the build as {@code java MakeAotCache.java <folder of operator> <true|false>}; with
 * {@code false} it only writes down the Java. With {@code <folder of operator> <java> <class path>
 * <file>} it makes no cache, but writes into the file which classes the training loads.
 */
final class MakeAotCache {

  private static final int PATIENCE_SECONDS = 60;
  private static final int TRAINING_MILLIS = 3_000;
  private static final int EXTERNAL_SECRETS = 20;
  private static final String PASSWORD = "training";

  private static final String STORE =
      """
      {"apiVersion": "external-secrets.io/v1", "kind": "ClusterSecretStore",
       "metadata": {"name": "aws", "uid": "s", "generation": 1, "resourceVersion": "1"},
       "spec": {"provider": {"aws": {"service": "SecretsManager", "region": "eu-west-1",
         "auth": {"secretRef": {
           "accessKeyIDSecretRef": {"name": "aws", "namespace": "training", "key": "a"},
           "secretAccessKeySecretRef": {"name": "aws", "namespace": "training", "key": "a"}}}}}}}
      """;

  private static final String CREDENTIALS =
      """
      {"apiVersion": "v1", "kind": "Secret",
       "metadata": {"name": "aws", "namespace": "training", "uid": "c", "resourceVersion": "1"},
       "data": {"a": "dHJhaW5pbmc="}}
      """;

  private final AtomicInteger statuses = new AtomicInteger();

  private MakeAotCache() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = Files.createDirectories(Path.of(arguments[0], "target", "operator"));
    if (arguments.length == 4) {
      List<String> listing = List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + arguments[3]);
      new MakeAotCache()
          .train(
              new Training(Path.of(arguments[1]), listing, arguments[2]),
              Path.of(arguments[3] + ".log"));
      return;
    }
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
    new MakeAotCache()
        .train(
            new Training(
                java,
                List.of("-XX:AOTCacheOutput=" + cache),
                folder.resolve("lib/operator.jar").toString()),
            log);
    if (!Files.exists(cache)) {
      System.err.println("warning: no start-up cache was made: see " + log);
    }
  }

  /** Which Java runs the operator, what it writes down, and of which jars. */
  private record Training(Path java, List<String> output, String classpath) {}

  private void train(Training training, Path log)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path scratch = Files.createTempDirectory("operator-training");
    Path keys = scratch.resolve("keys.p12");
    makeKeys(keys);
    HttpsServer cluster = HttpsServer.create(loopback(), 0);
    HttpServer provider = HttpServer.create(loopback(), 0);
    try {
      cluster.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
      serve(cluster, this::answer);
      serve(provider, MakeAotCache::values);
      Path kubeconfig =
          Files.writeString(
              scratch.resolve("kubeconfig"),
              kubeconfig(cluster.getAddress().getPort(), certificate(keys)));
      int port = provider.getAddress().getPort();
      run(command(training, kubeconfig, scratch), "http://127.0.0.1:" + port, log);
    } finally {
      cluster.stop(0);
      provider.stop(0);
    }
  }

  private static List<String> command(Training training, Path kubeconfig, Path scratch) {
    List<String> command = new ArrayList<>(List.of(training.java().toString()));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-Xms24m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dsun.net.httpserver.nodelay=true"));
    command.addAll(training.output());
    command.addAll(
        List.of(
            "-cp",
            training.classpath(),
            "dev.sealer.operator.OperatorMain",
            "--kubeconfig=" + kubeconfig,
            "--namespace=training",
            "--key-size=2048",
            "--listen-addr=127.0.0.1:0",
            "--listen-metrics-addr=127.0.0.1:0",
            "--cache-folder=" + scratch.resolve("cache")));
    return command;
  }

  private void run(List<String> command, String provider, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("AWS_SECRETSMANAGER_ENDPOINT", provider);
    Process training = builder.start();
    awaitWork(training, log);
    training.destroy();
    if (!training.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      training.destroyForcibly();
    }
  }

  /** Until it leads and has written all statuses, and a moment longer. */
  private void awaitWork(Process training, Path log) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 10 && training.isAlive(); i++) {
      if (Files.readString(log).contains("leading as") && statuses.get() >= EXTERNAL_SECRETS) {
        Thread.sleep(TRAINING_MILLIS);
        return;
      }
      Thread.sleep(100);
    }
    System.err.println(
        "warning: the start-up cache was trained without all of its work: see " + log);
  }

  private static void makeKeys(Path keys) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=training",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool made no key for the training");
    }
  }

  private static KeyStore load(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static SSLContext tls(Path keys) throws IOException, GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(load(keys), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** Returns the certificate as a kubeconfig has it: PEM in base64. */
  private static String certificate(Path keys) throws IOException, GeneralSecurityException {
    String der =
        Base64.getMimeEncoder().encodeToString(load(keys).getCertificate("server").getEncoded());
    String pem = "-----BEGIN CERTIFICATE-----\n" + der + "\n-----END CERTIFICATE-----\n";
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }

  private static String kubeconfig(int port, String certificate) {
    return """
    apiVersion: v1
    kind: Config
    current-context: training
    clusters:
    - {name: training, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}
    users: [{name: training, user: {token: none}}]
    contexts: [{name: training, context: {cluster: training, user: training}}]
    """
        .formatted(port, certificate);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static void serve(HttpServer server, HttpHandler handler) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", handler);
    server.start();
  }

  /** Watches stay silent, and what is written is taken. */
  private void answer(HttpExchange call) throws IOException {
    String sent = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = call.getRequestURI().getPath();
    String query = String.valueOf(call.getRequestURI().getQuery());
    if (query.contains("watch=true")) {
      call.sendResponseHeaders(200, 0);
      call.getResponseBody().flush();
      return;
    }
    String found = query.contains("limit=") ? list(path) : object(path);
    boolean read = call.getRequestMethod().equals("GET");
    if (path.endsWith("/status") && path.contains("externalsecrets")) {
      statuses.incrementAndGet();
    }
    if (!read) {
      send(
          call,
          201,
          sent.replaceFirst("\"metadata\":\\{", "\"metadata\":{\"resourceVersion\":\"9\","));
    } else if (found.isEmpty()) {
      send(call, 404, "{\"kind\":\"Status\",\"reason\":\"NotFound\"}");
    } else {
      send(call, 200, found);
    }
  }

  private static String list(String path) {
    String items =
        path.endsWith("/externalsecrets")
            ? IntStream.range(0, EXTERNAL_SECRETS)
                .mapToObj(MakeAotCache::externalSecret)
                .collect(Collectors.joining(","))
            : path.endsWith("/clustersecretstores") ? STORE : "";
    return "{\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + items + "]}";
  }

  private static String object(String path) {
    return path.endsWith("/secrets/aws") ? CREDENTIALS : "";
  }

  private static String externalSecret(int number) {
    return """
    {"apiVersion": "external-secrets.io/v1", "kind": "ExternalSecret",
     "metadata": {"name": "e%1$d", "namespace": "training", "uid": "u%1$d", "generation": 1,
                  "resourceVersion": "1"},
     "spec": {"refreshInterval": "1h",
              "secretStoreRef": {"kind": "ClusterSecretStore", "name": "aws"},
              "data": [{"secretKey": "a",
                        "remoteRef": {"key": "training", "property": "a"}}]}}
    """
        .formatted(number);
  }

  /** Returns what AWS Secrets Manager returns to a read of many secrets, whatever it was asked. */
  private static void values(HttpExchange call) throws IOException {
    byte[] _ = call.getRequestBody().readAllBytes();
    send(
        call,
        200,
        """
        {"Errors": [], "SecretValues": [{"Name": "training", "VersionId": "1",
          "ARN": "arn:aws:secretsmanager:eu-west-1:000000000000:secret:training-AbCdEf",
          "SecretString": "{\\"a\\":\\"b\\"}"}]}
        """);
  }

  private static void send(HttpExchange call, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
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
