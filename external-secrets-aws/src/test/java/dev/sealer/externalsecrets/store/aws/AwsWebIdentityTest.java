package dev.sealer.externalsecrets.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.stores.CredentialReader;
import dev.sealer.externalsecrets.stores.Providers;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.externalsecrets.stores.TokenApi;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.kit.CurrentObjects;
import dev.sealer.simulation.kit.InMemoryCluster;
import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stores that log in to AWS as a ServiceAccount, against a stand-in on this machine. */
final class AwsWebIdentityTest {
  private static final StoreQuery READ = StoreQuery.current("db");
  private static final String ROLE = "arn:aws:iam::123456789012:role/";

  private final String canary = Canary.random().value();
  private final InMemoryCluster cluster = new InMemoryCluster("team-a", "team-b");
  private final TokenApi tokens = new TokenApi(canary);
  private final AtomicInteger logins = new AtomicInteger();
  private RecordingServer aws;
  private StoreClients clients;

  @BeforeEach
  void start() {
    aws = RecordingServer.plain(this::answer);
    Map<String, String> endpoints =
        Map.of(
            "AWS_SECRETSMANAGER_ENDPOINT", aws.uri().toString(),
            "AWS_STS_ENDPOINT", aws.uri().toString());
    StoreProvider provider =
        new AwsStoreProviderFactory()
            .create(
                new StoreOptions(endpoints, false, false),
                ApiCalls.IGNORED,
                InstantSource.system());
    clients =
        new StoreClients(
            new Providers(List.of(provider)),
            new CredentialReader(cluster.objects(), tokens),
            cluster.platform());
    for (String namespace : List.of("team-a", "team-b")) {
      account(namespace, "eks.amazonaws.com/role-arn: '" + ROLE + namespace + "'");
    }
  }

  @AfterEach
  void stop() {
    clients.close();
    aws.close();
  }

  private void account(String namespace, String annotations) {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: app, namespace: %s, annotations: {%s}}
            """
                .formatted(namespace, annotations));
  }

  private Answer answer(ProxiedCall call) {
    if (!call.body().contains("Action=AssumeRole")) {
      return new Answer(
          200, "application/x-amz-json-1.1", "{\"SecretString\":\"v\",\"VersionId\":\"1\"}");
    }
    int login = logins.incrementAndGet();
    String action =
        call.body().contains("Action=AssumeRoleWithWebIdentity")
            ? "AssumeRoleWithWebIdentity"
            : "AssumeRole";
    return new Answer(
        200,
        "text/xml",
        """
        <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
        <AccessKeyId>ASIA%2$s</AccessKeyId><SecretAccessKey>%3$s</SecretAccessKey>
        <SessionToken>session-%2$s</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
        </Credentials></%1$sResult></%1$sResponse>
        """
            .formatted(action, login, canary));
  }

  private List<String> toSts() {
    return aws.calls().stream()
        .map(ProxiedCall::body)
        .filter(body -> body.contains("Action=AssumeRole"))
        .map(body -> URLDecoder.decode(body, StandardCharsets.UTF_8))
        .toList();
  }

  private StoreObject store(StoreKind kind, String more) {
    String place = kind == StoreKind.SECRET_STORE ? ", namespace: team-a" : "";
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: %s
            metadata: {name: aws%s}
            spec: {provider: {aws: {service: SecretsManager, region: eu-west-1, %s}}}
            """
                .formatted(kind.kind(), place, more));
    if (kind == StoreKind.SECRET_STORE) {
      CurrentObjects<StoreObject> stores = cluster.watch(SecretStore.class, StoreObject::of);
      return stores.get(new ObjectKey("team-a", "aws")).orElseThrow();
    }
    CurrentObjects<StoreObject> stores = cluster.watch(ClusterSecretStore.class, StoreObject::of);
    return stores.get(ObjectKey.clusterScoped("aws")).orElseThrow();
  }

  private static String jwt(String more) {
    return "auth: {jwt: {serviceAccountRef: {name: app" + more + "}}}";
  }

  private StoreAnswer read(StoreObject store, String namespace) {
    StoreClients.Use<StoreAnswer> use =
        clients.use(
            store,
            namespace,
            connection -> Objects.requireNonNull(connection.fetch(List.of(READ)).get(READ)));
    return switch (use) {
      case StoreClients.Use.Done<StoreAnswer>(StoreAnswer answer) -> answer;
      case StoreClients.Use.Failed<StoreAnswer>(String cause) ->
          StoreAnswer.Failure.unavailable(cause);
    };
  }

  private static void found(StoreAnswer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(StoreAnswer.Found.class, found -> found.value().close());
  }

  @Test
  void theRoleOfTheServiceAccountIsAssumedWithItsTokenAndReads() {
    StoreObject store = store(StoreKind.SECRET_STORE, jwt(""));
    found(read(store, "team-a"));
    found(read(store, "team-a"));

    assertThat(toSts())
        .singleElement()
        .asString()
        .contains(
            "Action=AssumeRoleWithWebIdentity",
            "RoleArn=" + ROLE + "team-a",
            "RoleSessionName=external-secrets-provider-aws",
            "WebIdentityToken=" + tokens.last());
    assertThat(tokens.requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.path())
              .isEqualTo("/api/v1/namespaces/team-a/serviceaccounts/app/token");
          assertThat(request.body()).contains("\"audiences\":[\"sts.amazonaws.com\"]");
        });
    assertThat(aws.values("X-Amz-Security-Token")).containsOnly("session-1");
    assertThat(aws.values("Authorization")).allMatch(header -> header.contains("ASIA1/"));
  }

  @Test
  void audiencesAreThatOfTheAnnotationAndThoseThatTheStoreLists() {
    account(
        "team-a",
        "eks.amazonaws.com/role-arn: '" + ROLE + "x', eks.amazonaws.com/audience: private");
    found(read(store(StoreKind.SECRET_STORE, jwt(", audiences: [second]")), "team-a"));

    assertThat(tokens.requests())
        .singleElement()
        .satisfies(request ->
            assertThat(request.body()).contains("\"audiences\":[\"private\",\"second\"]"));
  }

  @Test
  void rolesAreAssumedOnTopOfThatOfTheServiceAccount() {
    found(
        read(
            store(
                StoreKind.SECRET_STORE,
                jwt("")
                    + ", additionalRoles: [one], role: two, externalID: e,"
                    + " sessionTags: [{key: team, value: a}]"),
            "team-a"));

    assertThat(toSts())
        .satisfiesExactly(
            web -> assertThat(web).contains("AssumeRoleWithWebIdentity"),
            one -> assertThat(one).contains("RoleArn=one").doesNotContain("ExternalId"),
            two -> assertThat(two).contains("RoleArn=two", "ExternalId=e", "Tags.member.1.Key"));
  }

  /** AWS trusts each ServiceAccount by itself: a login of one namespace serves no other. */
  @Test
  void namespacesDoNotShareALoginThoughTheirServiceAccountsLookAlike() {
    for (String namespace : List.of("team-a", "team-b")) {
      account(namespace, "eks.amazonaws.com/role-arn: '" + ROLE + "same'");
    }
    StoreObject store = store(StoreKind.CLUSTER_SECRET_STORE, jwt(""));
    found(read(store, "team-a"));
    found(read(store, "team-b"));

    assertThat(toSts()).hasSize(2).doesNotHaveDuplicates();
    assertThat(tokens.requests())
        .extracting(request -> request.path().split("/", -1)[4])
        .containsExactly("team-a", "team-b");
  }

  @Test
  void aNewRoleOfTheServiceAccountIsNoticed() {
    StoreObject store = store(StoreKind.SECRET_STORE, jwt(""));
    found(read(store, "team-a"));
    account("team-a", "eks.amazonaws.com/role-arn: '" + ROLE + "new'");
    cluster.advance(Duration.ofMinutes(2));

    assertThat(clients.hasNewCredentials(store, "team-a")).isTrue();
    found(read(store, "team-a"));
    assertThat(toSts()).last().asString().contains("RoleArn=" + ROLE + "new");
  }

  @Test
  void aServiceAccountWithoutARoleIsNotAskedForATokenOf() {
    account("team-a", "a: b");

    assertThat(read(store(StoreKind.SECRET_STORE, jwt("")), "team-a").toString())
        .contains("eks.amazonaws.com/role-arn");
    assertThat(tokens.requests()).isEmpty();
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void aTokenThatIsRefusedIsTheCauseAndNothingIsSent() {
    tokens.answer(new ApiAnswer(403, Json.object().put("message", canary)));
    StoreObject store = store(StoreKind.CLUSTER_SECRET_STORE, jwt(", namespace: team-b"));
    StoreAnswer answer = read(store, "team-a");

    assertThat(answer.toString())
        .contains("externalSecrets.serviceAccountTokens")
        .doesNotContain(canary, "team-b");
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void aTokenForTheApiServerIsNotSentAnywhere() {
    account(
        "team-a",
        "eks.amazonaws.com/role-arn: '"
            + ROLE
            + "x', eks.amazonaws.com/audience: 'https://kubernetes.default.svc'");
    StoreAnswer answer = read(store(StoreKind.SECRET_STORE, jwt("")), "team-a");

    assertThat(answer).isInstanceOf(StoreAnswer.Failure.class);
    assertThat(tokens.requests()).isEmpty();
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void noLineOfADebugLogTellsATokenOrAKey() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    try (LogCapture logs = LogCapture.install()) {
      logs.follow(lines::add);
      logs.debug();
      found(read(store(StoreKind.SECRET_STORE, jwt("")), "team-a"));
    }
    assertThat(lines).noneMatch(line -> line.contains(canary));
  }
}
