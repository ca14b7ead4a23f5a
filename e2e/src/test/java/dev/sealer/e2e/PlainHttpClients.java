package dev.sealer.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.externalsecrets.provider.RegistryLogin;
import dev.sealer.externalsecrets.provider.RegistryProviderFactory;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreBlueprint;
import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.provider.StoreProviderFactory;
import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.git.GitAccess;
import dev.sealer.git.GitClock;
import dev.sealer.git.GitCredential;
import dev.sealer.git.GitException;
import dev.sealer.git.GitObserver;
import dev.sealer.git.GitSettings;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.jgit.JGitSource;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.ClusterConnection;
import dev.sealer.kube.client.ConnectionSettings;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.process.Command;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Calls servers without TLS with each client, and prints what they saw. Run in a network namespace,
 * in an empty folder, with the address that is taken for another machine and the path of {@code
 * sealer}.
 */
final class PlainHttpClients {
  private static final String THIS_MACHINE = "127.0.0.1";

  private final String canary = "canary-" + UUID.randomUUID();
  private final String otherMachine;
  private final String sealer;

  private PlainHttpClients(String otherMachine, String sealer) {
    this.otherMachine = otherMachine;
    this.sealer = sealer;
  }

  public static void main(String[] arguments) throws Exception {
    PlainHttpClients clients = new PlainHttpClients(arguments[0], arguments[1]);
    clients.callKubernetes();
    clients.everywhere("Git", clients::callGit);
    clients.everywhere("AWS Secrets Manager", clients::callSecretsManager);
    clients.everywhere("Amazon ECR", clients::callRegistry);
    // The clients' pools would keep the process.
    System.exit(0);
  }

  @FunctionalInterface
  private interface Client {
    void call(URI server, boolean flag) throws Exception;
  }

  /** A server that wants a password, and looks for the canary in whatever it gets. */
  private final class Greedy implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger credentials = new AtomicInteger();

    Greedy(String address) throws IOException {
      server = HttpServer.create(new InetSocketAddress(address, 0), 0);
      server.createContext("/", this::answer);
      server.start();
    }

    URI uri() {
      InetSocketAddress address = server.getAddress();
      return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    private void answer(HttpExchange call) throws IOException {
      calls.incrementAndGet();
      if (call.getRequestHeaders().containsKey("Authorization")
          || call.getRequestHeaders().values().toString().contains(canary)
          || call.getRequestURI().toString().contains(canary)
          || new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
              .contains(canary)) {
        credentials.incrementAndGet();
      }
      call.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"plain\"");
      call.sendResponseHeaders(401, -1);
      call.close();
    }

    String saw() {
      return credentials.get() > 0 ? "credential" : calls.get() > 0 ? "no credential" : "no call";
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private void everywhere(String name, Client client) throws Exception {
    print(name, THIS_MACHINE, client, false);
    print(name, otherMachine, client, false);
    print(name, otherMachine, client, true);
  }

  private void print(String name, String address, Client client, boolean flag) throws Exception {
    try (Greedy server = new Greedy(address)) {
      client.call(server.uri(), flag);
      System.out.printf(
          "%s, to %s machine%s: %s%n",
          name,
          address.equals(THIS_MACHINE) ? "this" : "another",
          flag ? ", with the flag" : "",
          server.saw());
    }
  }

  private void callKubernetes() throws Exception {
    callKubernetes("token", "token: " + canary);
    callKubernetes("password", "username: jane, password: " + canary);
    for (String address : List.of(THIS_MACHINE, otherMachine)) {
      print("sealer keys list", address, (server, _) -> callCommandLine(server), false);
    }
  }

  private void callKubernetes(String kind, String user) throws Exception {
    for (String address : List.of(THIS_MACHINE, otherMachine)) {
      print(
          "Kubernetes client with a " + kind,
          address,
          (server, _) -> callKubernetes(kubeconfig(server, user)),
          false);
    }
  }

  private static Path kubeconfig(URI server, String user) throws IOException {
    return Files.writeString(
        Path.of("config").toAbsolutePath(),
        """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: '%s'}}]
        users: [{name: u, user: {%s}}]
        """
            .formatted(server, user));
  }

  private static void callKubernetes(Path kubeconfig) throws IOException {
    try (KubernetesClient client =
        ClusterConnection.open(ConnectionSettings.kubeconfig(kubeconfig, null, "test"))) {
      new HttpApiClient(client).send(ApiRequest.get("/api"));
      new HttpApiClient(client).send(ApiRequest.post("/api", "{}"));
    }
  }

  private void callCommandLine(URI server) throws IOException {
    var _ =
        Command.of(List.of(sealer, "keys", "list"))
            .with("KUBECONFIG", kubeconfig(server, "token: " + canary).toString())
            .with("SEALER_CONTROLLER_TOKEN", canary)
            .run();
  }

  private void callGit(URI server, boolean flag) {
    GitSettings settings =
        GitSettings.in(Path.of("repositories").toAbsolutePath())
            .withTimeout(Duration.ofSeconds(20))
            .withCredentialsWithoutTls(flag);
    try (JGitSource source =
        JGitSource.open(
            settings,
            _ -> GitAccess.with(new GitCredential("robot", SecretBytes.ofUtf8(canary))),
            GitObserver.none(),
            new GitClock(System::nanoTime, InstantSource.system()))) {
      source.resolve(RepositoryUrl.parse(server + "/app"), "HEAD", Duration.ZERO);
      throw new IllegalStateException("a server that only says 401 has no repository");
    } catch (GitException refused) {
      // What the server saw counts.
    }
  }

  private static StoreOptions options(URI server, boolean flag) {
    return new StoreOptions(
        Map.of(
            "AWS_SECRETSMANAGER_ENDPOINT", server.toString(),
            "AWS_STS_ENDPOINT", server.toString(),
            "AWS_ECR_ENDPOINT", server.toString()),
        flag,
        false);
  }

  private static StoreBlock block(String fields) throws IOException {
    String block =
        """
        {"region":"eu-west-1","auth":{"secretRef":{
          "accessKeyIDSecretRef":{"name":"aws","key":"id"},
          "secretAccessKeySecretRef":{"name":"aws","key":"secret"},
          "sessionTokenSecretRef":{"name":"aws","key":"token"}}}%s}\
        """
            .formatted(fields);
    return new StoreBlock(
        new StoreRef(StoreKind.SECRET_STORE, "aws"),
        "ns",
        new ObjectMapper().readTree(block),
        new StoreBlock.Retry(0, Duration.ofMillis(1)));
  }

  private Credentials credentials(List<CredentialNeed> wanted) {
    return new Credentials(
        wanted.stream()
            .collect(Collectors.toMap(CredentialNeed::field, _ -> SecretBytes.ofUtf8(canary))));
  }

  private void callSecretsManager(URI server, boolean flag) throws IOException {
    StoreBlock block = block(",\"service\":\"SecretsManager\"");
    for (StoreProviderFactory factory : ServiceLoader.load(StoreProviderFactory.class)) {
      var provider =
          factory.create(options(server, flag), ApiCalls.IGNORED, InstantSource.system());
      if (provider.blockName().equals("aws")
          && provider.parse(block) instanceof Parsed.Accepted(StoreBlueprint blueprint)) {
        try (SecretStoreClient client = blueprint.open(credentials(blueprint.credentials()))) {
          var _ = client.fetch(List.of(StoreQuery.current("prod/db")));
        }
      }
    }
  }

  private void callRegistry(URI server, boolean flag) throws IOException, UnusableValueException {
    for (RegistryProviderFactory factory : ServiceLoader.load(RegistryProviderFactory.class)) {
      RegistryLogin login = factory.create(options(server, flag)).parse(block(""));
      try {
        login.token(credentials(login.credentials()));
        throw new IllegalStateException("a server that only says 401 gives no token");
      } catch (NotGeneratedException refused) {
        // What the server saw counts.
      }
    }
  }
}
