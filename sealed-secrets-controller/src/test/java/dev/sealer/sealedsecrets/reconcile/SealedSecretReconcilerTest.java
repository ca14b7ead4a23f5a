package dev.sealer.sealedsecrets.reconcile;

import static dev.sealer.sealedsecrets.reconcile.InMemorySealedSecrets.TYPE;
import static dev.sealer.sealedsecrets.reconcile.InMemorySealedSecrets.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.simulation.apiserver.AdmissionHook.Operation;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.testbed.canary.Canary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One SealedSecret on a cluster in memory. */
final class SealedSecretReconcilerTest {

  private final String canary = Canary.random().value();
  private final InMemorySealedSecrets place = new InMemorySealedSecrets();

  private void secretOfOthers(String annotations) {
    ObjectNode _ =
        place.cluster.createAs(
            "them",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: db, namespace: ns, annotations: %s}
            stringData: {theirs: keep}
            """
                .formatted(annotations));
  }

  @Test
  void makesTheSecretAndSaysSo() {
    ObjectNode sealed = place.seal("db", Map.of("password", canary));
    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());

    assertThat(place.values("db")).isEqualTo(Map.of("password", canary));
    JsonNode owner = place.secret("db").path("metadata").path("ownerReferences").path(0);
    assertThat(owner.path("uid")).isEqualTo(sealed.path("metadata").path("uid"));
    assertThat(owner.path("controller").asBoolean()).isTrue();
    assertThat(place.synced("db")).startsWith("True ");
    JsonNode status = place.cluster.get(TYPE, key("db")).path("status");
    assertThat(status.path("observedGeneration").asInt()).isEqualTo(1);
    assertThat(place.cluster.events().lines())
        .containsExactly("Normal db Unsealed: SealedSecret unsealed successfully");
    assertThat(status.toString()).doesNotContain(canary);
  }

  @Test
  void leavesASettledSecretAlone() {
    place.seal("db", Map.of("password", canary));
    place.reconcile("db");
    List<StoredWrite> writes = new ArrayList<>();
    place.cluster.server().listen(writes::add);

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(writes).isEmpty();
  }

  @Test
  void followsChangedValuesAndDropsKeysThatAreGone() {
    place.seal("db", Map.of("old", "1", "stays", "2"));
    place.reconcile("db");
    place.seal("db", Map.of("stays", canary, "new", "3"));
    place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("stays", canary, "new", "3"));
    assertThat(place.cluster.get(TYPE, key("db")).path("status").path("observedGeneration").asInt())
        .isEqualTo(2);
  }

  @Test
  void putsBackWhatOthersChanged() {
    place.seal("db", Map.of("password", canary));
    place.reconcile("db");
    ObjectNode _ =
        place.cluster.edit(
            ResourceType.SECRET, key("db"), "stringData: {password: other, foreign: x}");
    place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", canary));
  }

  @Test
  void makesADeletedSecretAgain() {
    place.seal("db", Map.of("password", canary));
    place.reconcile("db");
    place.cluster.delete(ResourceType.SECRET, key("db"));
    place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", canary));
  }

  @Test
  void startsOverWhereOthersChangeTheSecretMeanwhile() {
    place.seal("db", Map.of("password", "old"));
    place.reconcile("db");
    place.seal("db", Map.of("password", canary));
    AtomicInteger changes = changeTheSecretBeforeWrites(SecretWriter.MOST_READS - 1);

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.values("db")).isEqualTo(Map.of("password", canary));
    assertThat(changes).hasValue(SecretWriter.MOST_READS - 1);
    assertThat(place.synced("db")).startsWith("True ");
  }

  @Test
  void triesLaterWhereOthersChangeTheSecretAllTheTime() {
    place.seal("db", Map.of("password", canary));
    place.reconcile("db");
    place.seal("db", Map.of("password", "new"));
    AtomicInteger changes = changeTheSecretBeforeWrites(Integer.MAX_VALUE);

    assertThat(place.reconcile("db"))
        .isEqualTo(Outcome.retry("Unavailable: the Secret changed while it was written"));
    assertThat(changes).hasValue(SecretWriter.MOST_READS);
    assertThat(place.values("db")).isEqualTo(Map.of("password", canary));
  }

  private AtomicInteger changeTheSecretBeforeWrites(int times) {
    AtomicInteger changes = new AtomicInteger();
    place.beforeSecretWrite =
        () -> {
          if (changes.get() < times) {
            ObjectNode _ =
                place.cluster.edit(
                    ResourceType.SECRET,
                    key("db"),
                    "metadata: {labels: {theirs: '%d'}}".formatted(changes.incrementAndGet()));
          }
        };
    return changes;
  }

  @Test
  void doesNotTouchASecretThatIsNotOurs() {
    secretOfOthers("{}");
    String before = place.version("db");
    place.seal("db", Map.of("password", canary));

    assertThat(place.reconcile("db")).isInstanceOf(Outcome.Retry.class);
    assertThat(place.version("db")).isEqualTo(before);
    assertThat(place.synced("db"))
        .startsWith("False ")
        .contains("already exists and is not managed by SealedSecret");
    assertThat(place.cluster.events().lines())
        .singleElement()
        .asString()
        .startsWith("Warning db ErrUpdateFailed: ");
  }

  @Test
  void takesOverAManagedSecretAndRemovesForeignKeys() {
    secretOfOthers("{sealedsecrets.bitnami.com/managed: \"true\"}");
    place.seal("db", Map.of("password", canary));
    place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", canary));
    assertThat(place.secret("db").path("metadata").path("ownerReferences")).hasSize(1);
  }

  @Test
  void addsToAPatchedSecretAndKeepsForeignKeys() {
    secretOfOthers("{sealedsecrets.bitnami.com/patch: \"true\"}");
    place.seal("db", Map.of("password", canary));
    place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", canary, "theirs", "keep"));
    assertThat(place.secret("db").path("metadata").has("ownerReferences")).isFalse();
  }

  @Test
  void anImmutableSecretIsMadeOnceAndThenReported() {
    String immutable = "  template: {immutable: true}\n";
    place.seal("db", Map.of("password", canary), immutable);
    place.reconcile("db");
    assertThat(place.secret("db").path("immutable").asBoolean()).isTrue();
    assertThat(place.synced("db")).startsWith("True ");

    place.seal("db", Map.of("password", "other"), immutable);
    assertThat(place.reconcile("db")).isInstanceOf(Outcome.Retry.class);
    assertThat(place.values("db")).isEqualTo(Map.of("password", canary));
    assertThat(place.synced("db")).startsWith("False ").contains("immutable");
  }

  @Test
  void anImmutableSecretIsMadeAgainWhereThatIsAskedFor() {
    String immutable = "  template: {immutable: true}\n";
    String asked = "{sealer.dev/recreate-immutable: \"true\"}";
    place.sealWith("db", Map.of("password", "old"), asked, immutable);
    place.reconcile("db");
    String uid = place.secret("db").path("metadata").path("uid").asText();
    place.sealWith("db", Map.of("password", canary), asked, immutable);
    place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", canary));
    assertThat(place.secret("db").path("metadata").path("uid").asText()).isNotEqualTo(uid);
  }

  @Test
  void theTemplateGivesTypeLabelsAndData() {
    place.seal(
        "db",
        Map.of("password", canary),
        """
          template:
            type: example.com/db
            metadata: {labels: {tier: db}}
            data: {url: "postgres://u:{{ .password }}@h"}
        """);
    place.reconcile("db");

    assertThat(place.values("db").get("url")).isEqualTo("postgres://u:" + canary + "@h");
    JsonNode secret = place.secret("db");
    assertThat(secret.path("type").asText()).isEqualTo("example.com/db");
    assertThat(secret.path("metadata").path("labels").path("tier").asText()).isEqualTo("db");
  }

  @Test
  void aValueThatCannotBeUnsealedIsReportedAndLeavesTheSecret() {
    place.seal("db", Map.of("password", canary));
    place.reconcile("db");
    ObjectNode _ =
        place.cluster.edit(TYPE, key("db"), "spec: {encryptedData: {password: AgBroken}}");

    assertThat(place.reconcile("db")).isInstanceOf(Outcome.Retry.class);
    assertThat(place.values("db")).isEqualTo(Map.of("password", canary));
    assertThat(place.synced("db")).startsWith("False ");
    assertThat(place.cluster.events().lines().getLast()).startsWith("Warning db ErrUnsealFailed");
  }

  @Test
  void aRefusedSecretIsReportedWithoutItsValues() {
    place
        .cluster
        .server()
        .admitWith(review ->
            review.type().equals(ResourceType.SECRET) && review.operation() != Operation.DELETE
                ? new Verdict.Refused("denied: " + review.object())
                : new Verdict.Allowed());
    place.seal("db", Map.of("password", canary));

    assertThat(place.reconcile("db")).isInstanceOf(Outcome.Retry.class);
    assertThat(place.cluster.secret(key("db"))).isEmpty();
    String everything = place.synced("db") + place.cluster.events().lines();
    assertThat(place.synced("db")).startsWith("False ");
    assertThat(everything).doesNotContain(canary);
    assertThat(everything)
        .doesNotContain(
            Base64.getEncoder().encodeToString(canary.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aDeletedSealedSecretLeavesItsSecretToTheCollector() {
    place.seal("db", Map.of("password", canary));
    place.reconcile("db");
    place.cluster.delete(TYPE, key("db"));

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.cluster.secret(key("db"))).isPresent();
    assertThat(place.cluster.server().collect()).isEqualTo(1);
    assertThat(place.cluster.secret(key("db"))).isEmpty();
  }

  @Test
  void aSealedSecretThatIsBeingDeletedIsLeftAlone() {
    place.seal("db", Map.of("password", canary));
    ObjectNode _ =
        place.cluster.edit(TYPE, key("db"), "metadata: {finalizers: [example.com/wait]}");
    place.cluster.delete(TYPE, key("db"));

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.cluster.secret(key("db"))).isEmpty();
  }

  @Test
  void whatIsNotThereIsDone() {
    assertThat(place.reconcile("none")).isEqualTo(Outcome.done());
  }
}
