package dev.sealer.externalsecrets.reconcile;

import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.TYPE;
import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.generator.GeneratorKind;
import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.canary.Canary;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** ExternalSecrets whose values are generated, on a cluster in memory. */
final class GeneratedValuesTest {

  private static final String FROM_PASSWORD =
      "dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: g}}}]\n";

  private final InMemoryExternalSecrets place = new InMemoryExternalSecrets();

  private void generator(String kind, String name, String spec) {
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: generators.external-secrets.io/v1alpha1
            kind: %s
            metadata: {name: %s, namespace: ns}
            spec: %s
            """
                .formatted(kind, name, spec));
  }

  private String password(String name) {
    return place.values(name).getOrDefault("password", "");
  }

  private void synced(String name) {
    Outcome _ = place.reconcile(name);
    assertThat(place.ready(name)).isEqualTo("True SecretSynced: secret synced");
  }

  @Test
  void aPasswordIsGeneratedWithoutAStoreAndStaysUntilARefreshIsDue() {
    generator("Password", "g", "{length: 32, allowRepeat: true}");
    place.want("db", "refreshInterval: 30m\n" + FROM_PASSWORD);
    assertThat(place.reconcile("db")).isEqualTo(Outcome.requeueAfter(Duration.ofMinutes(30)));
    String first = password("db");
    assertThat(first).hasSize(32);

    place.cluster.advance(Duration.ofMinutes(29));
    synced("db");
    place.restart();
    synced("db");
    assertThat(password("db")).isEqualTo(first);

    place.cluster.advance(Duration.ofMinutes(1));
    synced("db");
    assertThat(password("db")).hasSize(32).isNotEqualTo(first);
    assertThat(place.store.calls()).isZero();
  }

  @Test
  void theStatusNamesTheGeneratorItsKeysAndTheNextRefresh() {
    generator("Password", "g", "{secretKeys: [z, a]}");
    place.want("db", "refreshInterval: 30m\n" + FROM_PASSWORD);
    synced("db");

    assertThat(place.externalSecret("db").at("/status/generators").toString())
        .isEqualTo("[{\"generator\":\"Password/g\",\"keys\":[\"a\",\"z\"]}]");
    assertThat(Instant.parse(place.externalSecret("db").at("/status/nextRefresh").asText()))
        .isEqualTo(
            Instant.parse(place.externalSecret("db").at("/status/refreshTime").asText())
                .plus(Duration.ofMinutes(30)));
  }

  @Test
  void aClusterGeneratorServesEveryNamespace() {
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: generators.external-secrets.io/v1alpha1
            kind: ClusterGenerator
            metadata: {name: g}
            spec: {kind: Password, generator: {passwordSpec: {length: 32, allowRepeat: true}}}
            """);
    place.want(
        "db", "dataFrom: [{sourceRef: {generatorRef: {kind: ClusterGenerator, name: g}}}]\n");
    synced("db");

    assertThat(password("db")).hasSize(32);
  }

  @Test
  void aRegistryIsAskedOncePerRefreshAndNotForARepair() {
    AtomicInteger logins = new AtomicInteger();
    place.registry =
        (request, namespace) -> {
          assertThat(request.spec().path("region").asText()).isEqualTo("eu-west-1");
          assertThat(namespace).isEqualTo("ns");
          return Map.of(
              "username", SecretBytes.ofUtf8("AWS"),
              "password", SecretBytes.ofUtf8("token-" + logins.incrementAndGet()));
        };
    generator("ECRAuthorizationToken", "g", "{region: eu-west-1}");
    place.want(
        "db",
        """
        refreshInterval: 30m
        dataFrom: [{sourceRef: {generatorRef: {kind: ECRAuthorizationToken, name: g}}}]
        """);
    synced("db");
    assertThat(place.values("db")).isEqualTo(Map.of("username", "AWS", "password", "token-1"));

    ObjectNode _ = place.cluster.edit(ResourceType.SECRET, key("db"), "stringData: {foreign: x}");
    synced("db");
    assertThat(place.values("db")).isEqualTo(Map.of("username", "AWS", "password", "token-1"));
    assertThat(logins).hasValue(1);

    place.cluster.advance(Duration.ofMinutes(30));
    synced("db");
    assertThat(password("db")).isEqualTo("token-2");
  }

  @Test
  void aRegistryThatDoesNotAnswerIsTriedAgainSoonAndTheTokenStays() {
    place.registry = (_, _) -> Map.of("password", SecretBytes.ofUtf8("token"));
    generator("ECRAuthorizationToken", "g", "{region: eu-west-1}");
    place.want(
        "db", "dataFrom: [{sourceRef: {generatorRef: {kind: ECRAuthorizationToken, name: g}}}]\n");
    synced("db");
    place.registry =
        (_, _) -> {
          throw new NotGeneratedException("GetAuthorizationToken: no answer");
        };
    place.cluster.advance(Duration.ofHours(1));
    Outcome outcome = place.reconcile("db");

    assertThat(password("db")).isEqualTo("token");
    assertThat(place.ready("db")).startsWith("False").contains("GetAuthorizationToken: no answer");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RequeueAfter.class,
            again -> assertThat(again.delay()).isLessThanOrEqualTo(Duration.ofSeconds(30)));
  }

  @Test
  void twoExternalSecretsOfOneGeneratorGetValuesOfTheirOwn() {
    generator("Password", "g", "{}");
    place.want("a", FROM_PASSWORD);
    place.want("b", FROM_PASSWORD);
    synced("a");
    synced("b");

    assertThat(password("a")).isNotEqualTo(password("b"));
  }

  @Test
  void aChangedGeneratorWaitsForTheNextRefreshAndAForcedSyncDoesNot() {
    generator("Password", "g", "{}");
    place.want("db", FROM_PASSWORD);
    synced("db");
    String first = password("db");
    generator("Password", "g", "{length: 40, allowRepeat: true}");
    place.nudge("db");
    synced("db");
    assertThat(password("db")).isEqualTo(first);

    ObjectNode _ = place.cluster.edit(TYPE, key("db"), "metadata: {annotations: {again: please}}");
    synced("db");
    assertThat(password("db")).hasSize(40);
  }

  @Test
  void aForeignDataKeyIsRemovedWithoutANewValue() {
    generator("Password", "g", "{}");
    place.want("db", FROM_PASSWORD);
    synced("db");
    String first = password("db");
    ObjectNode _ = place.cluster.edit(ResourceType.SECRET, key("db"), "stringData: {foreign: x}");
    synced("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", first));
  }

  @Test
  void aValueThatSomebodyElseChangedOrDeletedIsGeneratedAgain() {
    generator("Password", "g", "{}");
    place.want("db", FROM_PASSWORD);
    synced("db");
    String first = password("db");
    ObjectNode _ =
        place.cluster.edit(ResourceType.SECRET, key("db"), "stringData: {password: guessed}");
    synced("db");
    String second = password("db");
    assertThat(second).hasSize(24).isNotEqualTo(first);

    place.cluster.delete(ResourceType.SECRET, key("db"));
    synced("db");
    assertThat(password("db")).hasSize(24).isNotEqualTo(second);
  }

  @Test
  void aLostStatusDoesNotGenerateAgain() {
    generator("Password", "g", "{}");
    place.want("db", FROM_PASSWORD);
    synced("db");
    place.cluster.advance(Duration.ofHours(1));
    place.refuseStatus(true);
    assertThat(place.reconcile("db")).isInstanceOf(Outcome.Retry.class);
    String written = password("db");
    assertThat(place.reconcile("db")).isInstanceOf(Outcome.Retry.class);
    assertThat(password("db")).isEqualTo(written);

    place.refuseStatus(false);
    synced("db");
    assertThat(password("db")).isEqualTo(written);
  }

  @Test
  void createdOnceKeepsTheFirstValue() {
    generator("Password", "g", "{}");
    place.want("db", "refreshPolicy: CreatedOnce\n" + FROM_PASSWORD);
    synced("db");
    String first = password("db");
    place.cluster.advance(Duration.ofDays(400));
    synced("db");

    assertThat(password("db")).isEqualTo(first);
  }

  @Test
  void generatedAndFetchedValuesComeInTheOrderOfTheSpec() {
    Canary canary = Canary.random();
    generator("Fake", "f", "{data: {user: fake, only: here}}");
    generator("UUID", "u", "{}");
    place.store.put("app", "{\"user\":\"extracted\",\"uuid\":\"fetched\"}");
    place.store.put("pw", canary.value());
    place.want(
        "db",
        """
        dataFrom:
        - {sourceRef: {generatorRef: {kind: Fake, name: f}}}
        - {extract: {key: app}}
        - sourceRef:
            generatorRef:
              {apiVersion: generators.external-secrets.io/v1alpha1, kind: UUID, name: u}
        data: [{secretKey: only, remoteRef: {key: pw}}]
        """);
    synced("db");

    Map<String, String> values = place.values("db");
    assertThat(values).containsOnlyKeys("user", "only", "uuid");
    assertThat(values).containsEntry("user", "extracted").containsEntry("only", canary.value());
    assertThat(values.get("uuid")).hasSize(36);
  }

  @Test
  void whileAStoreFailsNoNewValueIsGenerated() {
    generator("Password", "g", "{}");
    place.store.put("user", "before");
    place.store.put("other", "old");
    place.want(
        "db",
        "refreshInterval: 10m\n"
            + FROM_PASSWORD
            + """
            data:
            - {secretKey: user, remoteRef: {key: user}}
            - {secretKey: other, remoteRef: {key: other}}
            """);
    synced("db");
    String first = password("db");
    place.cluster.advance(Duration.ofMinutes(10));
    place.store.put("user", "after");
    place.store.fail("other", StoreAnswer.Failure.denied("AccessDenied"));
    Outcome _ = place.reconcile("db");

    assertThat(place.ready("db")).startsWith("False SecretSyncedError");
    assertThat(place.values("db"))
        .isEqualTo(Map.of("password", first, "user", "after", "other", "old"));
  }

  @Test
  void aGeneratorThatIsMissingOrUnusableIsNamedAndLeavesTheSecret() {
    generator("Password", "g", "{}");
    place.want("db", "refreshInterval: 10m\n" + FROM_PASSWORD);
    synced("db");
    Map<String, String> before = place.values("db");
    generator("Password", "g", "{length: 5, digits: 9}");
    place.cluster.advance(Duration.ofMinutes(10));
    Outcome _ = place.reconcile("db");
    assertThat(place.ready("db"))
        .contains("spec.dataFrom[0].sourceRef.generatorRef (Password \"g\"): spec.digits");

    place.cluster.delete(GeneratorKind.PASSWORD.type(), key("g"));
    place.nudge("db");
    Outcome _ = place.reconcile("db");
    assertThat(place.ready("db")).contains("(Password \"g\"): the generator does not exist");
    assertThat(place.values("db")).isEqualTo(before);

    generator("Password", "g", "{}");
    place.nudge("db");
    synced("db");
    assertThat(place.values("db")).isNotEqualTo(before);
  }

  @Test
  void aTemplateGetsGeneratedValues() {
    generator("Password", "g", "{symbols: 0}");
    place.want(
        "db", FROM_PASSWORD + "target: {template: {data: {url: 'db://{{ .password }}@h'}}}\n");
    synced("db");

    assertThat(place.values("db").get("url")).matches("db://[0-9a-zA-Z]{24}@h");
  }

  @Test
  void theGeneratorOfAnotherControllerClassIsLeftAlone() {
    generator("Fake", "f", "{controller: other, data: {a: b}}");
    place.want("db", "dataFrom: [{sourceRef: {generatorRef: {kind: Fake, name: f}}}]\n");

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.externalSecret("db").has("status")).isFalse();
  }
}
