package dev.sealer.sealedsecrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec.Template;
import dev.sealer.sealedsecrets.ControllerSide.Options;
import dev.sealer.sealing.Scope;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a SealedSecret, tested alike with the real controller and with ours. Where the
 * two differ, the test says so, and docs/compatibility/sealed-secrets.md says why.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ControllerMatrix {
  /** A character of the sealed text, which holds the encrypted key there. */
  private static final int DAMAGED = 40;

  private static final String MANAGED = "sealedsecrets.bitnami.com/managed";
  private static final String PATCH = "sealedsecrets.bitnami.com/patch";
  private static final String SKIP_OWNER = "sealedsecrets.bitnami.com/skip-set-owner-references";

  private final ControllerSide side;
  private final String canary = "canary-" + UUID.randomUUID();
  private ControllerSide.@Nullable Running controller;
  private SealedPlace place;
  private SealedPlace elsewhere;

  ControllerMatrix(ControllerSide side) {
    this.side = side;
  }

  @BeforeAll
  void start(ControlPlane plane, @TempDir Path folder) {
    Prerequisites.require(getClass().getSimpleName(), SealedSecretsPeer.available());
    RunningController.installKind(plane.client());
    String namespace = plane.freshNamespace("matrix");
    String other = plane.freshNamespace("matrix-other");
    controller = side.start(plane, folder, Options.in(namespace).watchingToo(other));
    String certificate = controller.certificate();
    place = new SealedPlace(plane.client(), namespace, certificate);
    elsewhere = new SealedPlace(plane.client(), other, certificate);
  }

  @AfterAll
  void stop() {
    if (controller != null) {
      controller.close();
    }
  }

  @Test
  void makesASecretAndFollowsItsChanges() {
    SealedSecret object = place.create("follow", Map.of("a", canary, "b", "two"), null);
    Secret secret = place.awaitValues("follow", Map.of("a", canary, "b", "two"));
    assertThat(secret.getType()).isEqualTo("Opaque");
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .isEqualTo(SealedPlace.owner(object));
    assertThat(place.awaitSynced("follow", "True").message()).isNullOrEmpty();
    assertThat(place.awaitEvent("follow", "Unsealed"))
        .isEqualTo("SealedSecret unsealed successfully");

    Map<String, String> items = new HashMap<>(object.getSpec().encryptedData());
    items.put("c", place.strict("follow", "three"));
    items.put("renamed", items.remove("a"));
    items.put("b", place.strict("follow", "changed"));
    place.update("follow", items, null);

    Secret after =
        place.awaitValues("follow", Map.of("renamed", canary, "b", "changed", "c", "three"));
    assertThat(after.getMetadata().getUid()).isEqualTo(secret.getMetadata().getUid());
    place.awaitSynced("follow", "True");
  }

  @Test
  void copiesTheTemplatesMetadataAndType() {
    place.create(
        "shaped",
        Map.of("k", canary),
        new Template(
            SealedPlace.metadata(Map.of("app", "shop"), Map.of("note", "yes")),
            "example.com/x",
            null,
            Map.of()));

    Secret secret = place.awaitSecret("shaped");
    assertThat(secret.getType()).isEqualTo("example.com/x");
    assertThat(secret.getMetadata().getLabels()).isEqualTo(Map.of("app", "shop"));
    assertThat(secret.getMetadata().getAnnotations()).containsEntry("note", "yes");
  }

  @Test
  void leavesASecretOfOthersAlone() {
    place.secretOfOthers("theirs", Map.of(), Map.of("theirs", "stays"));
    place.create("theirs", Map.of("k", canary), null);

    assertThat(place.awaitEvent("theirs", "ErrUpdateFailed"))
        .isEqualTo("Resource \"theirs\" already exists and is not managed by SealedSecret");
    assertThat(place.awaitSynced("theirs", "False").message())
        .isEqualTo(
            "failed update: Resource \"theirs\" already exists and is not managed by SealedSecret");
    assertThat(SealedPlace.values(place.awaitSecret("theirs")))
        .isEqualTo(Map.of("theirs", "stays"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRUE", "True", "false", "", "1"})
  void onlyExactlyTrueHandsASecretOver(String value) {
    String name = "exact-" + UUID.randomUUID();
    place.secretOfOthers(name, Map.of(MANAGED, value, PATCH, value), Map.of("theirs", "stays"));
    place.create(name, Map.of("k", canary), null);

    place.awaitSynced(name, "False");
    assertThat(SealedPlace.values(place.awaitSecret(name))).isEqualTo(Map.of("theirs", "stays"));
  }

  @Test
  void replacesAManagedSecret() {
    place.secretOfOthers("managed", Map.of(MANAGED, "true"), Map.of("theirs", "goes"));
    SealedSecret object = place.create("managed", Map.of("k", canary), null);

    Secret secret = place.awaitValues("managed", Map.of("k", canary));
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .isEqualTo(SealedPlace.owner(object));
    assertThat(secret.getMetadata().getLabels()).isNullOrEmpty();
    assertThat(secret.getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void addsToAManagedSecretThatIsToBePatchedAndOwnsIt() {
    place.secretOfOthers(
        "both", Map.of(MANAGED, "true", PATCH, "true"), Map.of("theirs", "stays", "k", "goes"));
    SealedSecret object =
        place.create(
            "both",
            Map.of("k", canary),
            new Template(
                SealedPlace.metadata(Map.of("our", "label"), Map.of()), null, null, Map.of()));

    Secret secret = place.awaitValues("both", Map.of("theirs", "stays", "k", canary));
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .isEqualTo(SealedPlace.owner(object));
    assertThat(secret.getMetadata().getLabels())
        .isEqualTo(Map.of("their", "label", "our", "label"));
    assertThat(secret.getMetadata().getAnnotations()).containsEntry(PATCH, "true");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void addsToASecretThatIsToBePatchedWithoutOwningIt(boolean empty) {
    String name = empty ? "patched-empty" : "patched";
    Map<String, String> theirs = empty ? Map.of() : Map.of("theirs", "stays", "k", "goes");
    place.secretOfOthers(name, Map.of(PATCH, "true"), theirs);
    place.create(name, Map.of("k", canary), null);

    Map<String, String> merged = new HashMap<>(theirs);
    merged.put("k", canary);
    Secret secret = place.awaitValues(name, merged);
    assertThat(secret.getMetadata().getOwnerReferences()).isNullOrEmpty();
    assertThat(secret.getMetadata().getLabels()).isEqualTo(Map.of("their", "label"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void makesAnOwnedOrManagedSecretAgainWhenItIsDeleted(boolean managed) {
    String name = managed ? "again-managed" : "again";
    place.create(
        name, Map.of("k", canary), managed ? SealedPlace.annotated(MANAGED, SKIP_OWNER) : null);
    Secret first = place.awaitSecret(name);
    place.awaitSynced(name, "True");

    place.deleteSecret(name);

    assertThat(place.awaitValues(name, Map.of("k", canary)).getMetadata().getUid())
        .isNotEqualTo(first.getMetadata().getUid());
  }

  /** The peer lets it go until version 0.40; ours is what the peer does since. */
  @ParameterizedTest
  @ValueSource(strings = {SKIP_OWNER, PATCH})
  void aSecretThatIsNeitherOwnedNorManagedComesBackWithOurs(String annotation) {
    String name = annotation.equals(PATCH) ? "gone-patched" : "gone-plain";
    place.create(name, Map.of("k", canary), SealedPlace.annotated(annotation, SKIP_OWNER));
    place.awaitSecret(name);

    if (side == ControllerSide.OURS) {
      place.awaitSynced(name, "True");
      place.deleteSecret(name);
      place.awaitValues(name, Map.of("k", canary));
    } else {
      // It may be made once more by a retry that was due, and then no more.
      RunningController.await()
          .until(() -> {
            place.deleteSecret(name);
            place.awaitItsTurn();
            return place.secret(name).isEmpty();
          });
    }
  }

  @Test
  void aSecretWithoutOwnerIsUpdatedOnlyIfItIsManaged() {
    place.create("unowned", Map.of("k", canary), SealedPlace.annotated(SKIP_OWNER, MANAGED));
    assertThat(place.awaitSecret("unowned").getMetadata().getOwnerReferences()).isNullOrEmpty();
    place.awaitSynced("unowned", "True");
    place.update(
        "unowned",
        Map.of("k", place.strict("unowned", "new")),
        SealedPlace.annotated(SKIP_OWNER, MANAGED));
    Secret secret = place.awaitValues("unowned", Map.of("k", "new"));
    assertThat(secret.getMetadata().getOwnerReferences()).isNullOrEmpty();

    place.create("left", Map.of("k", canary), SealedPlace.annotated(SKIP_OWNER));
    place.awaitSecret("left");
    place.update(
        "left", Map.of("k", place.strict("left", "new")), SealedPlace.annotated(SKIP_OWNER));
    place.awaitSynced("left", "False");
    assertThat(SealedPlace.values(place.awaitSecret("left"))).isEqualTo(Map.of("k", canary));
  }

  @Test
  void anItemForAnotherKeyIsReported() {
    StringBuilder damaged = new StringBuilder(place.strict("other-key", canary));
    damaged.setCharAt(DAMAGED, damaged.charAt(DAMAGED) == '/' ? '+' : '/');
    place.createItems(
        "other-key",
        Map.of("bad", damaged.toString(), "good", place.strict("other-key", "x")),
        null,
        Map.of());

    String expected = "no key could decrypt secret (bad)";
    assertThat(place.awaitSynced("other-key", "False").message()).startsWith(expected);
    assertThat(place.awaitEvent("other-key", "ErrUnsealFailed"))
        .startsWith("Failed to unseal: " + expected);
    assertThat(place.secret("other-key")).isEmpty();
  }

  @Test
  void anItemThatIsNoBase64IsReportedByItsKey() {
    place.createItems("no-base64", Map.of("bad", "no base64!"), null, Map.of());

    assertThat(place.awaitSynced("no-base64", "False").message())
        .isEqualTo("illegal base64 data at input byte 2 (bad)");
  }

  @Test
  void anImmutableSecretIsMadeAndNeverChanged() {
    Template immutable = new Template(null, "Opaque", true, Map.of());
    place.create("fixed", Map.of("k", canary), immutable);
    assertThat(place.awaitSecret("fixed").getImmutable()).isTrue();
    place.awaitSynced("fixed", "True");

    place.update("fixed", Map.of("k", place.strict("fixed", "new")), immutable);

    assertThat(place.awaitSynced("fixed", "False").message()).contains("immutable");
    assertThat(place.awaitEvent("fixed", "ErrUpdateFailed"))
        .contains("the target Secret is immutable");
    assertThat(SealedPlace.values(place.awaitSecret("fixed"))).isEqualTo(Map.of("k", canary));
  }

  /** Sealed in one place and created in another. */
  @ParameterizedTest
  @CsvSource({
    "STRICT, false, false, true",
    "STRICT, true, false, false",
    "STRICT, false, true, false",
    "NAMESPACE_WIDE, true, false, true",
    "NAMESPACE_WIDE, false, true, false",
    "CLUSTER_WIDE, true, false, true",
    "CLUSTER_WIDE, false, true, true",
    "CLUSTER_WIDE, true, true, true",
  })
  void opensByScope(Scope scope, boolean otherName, boolean otherNamespace, boolean opens) {
    String sealedFor = "%s-%s-%s".formatted(scope.flag(), otherName, otherNamespace);
    String name = otherName ? sealedFor + "-moved" : sealedFor;
    SealedPlace target = otherNamespace ? elsewhere : place;
    target.createItems(
        name,
        Map.of("k", place.seal(scope.label(place.namespace, sealedFor), canary)),
        null,
        scope.annotations());

    if (opens) {
      target.awaitValues(name, Map.of("k", canary));
    } else {
      assertThat(target.awaitSynced(name, "False").message())
          .startsWith("no key could decrypt secret (k)");
      assertThat(target.secret(name)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "field; {{ .k }}; value",
        "index; {{ index . \"a-b\" }}; dashed",
        "to-json; {\"x\": {{ toJson .k }}}; {\"x\": \"value\"}",
        "sibling; {{ .plain }} and {{ .k }}; words and value",
        "absent; {{ .nothing }}; <no value>",
        "sprig; {{ .k | upper | b64enc }}; VkFMVUU=",
      })
  void rendersTemplates(String name, String template, String expected) {
    String object = "template-" + name;
    place.create(
        object,
        Map.of("k", "value", "a-b", "dashed"),
        new Template(null, null, null, Map.of("out", template, "plain", "words")));

    place.awaitValues(
        object, Map.of("k", "value", "a-b", "dashed", "plain", "words", "out", expected));
  }

  @Test
  void anItemWinsOverATemplateOfItsKey() {
    place.create(
        "wins",
        Map.of("k", "sealed"),
        new Template(null, null, null, Map.of("k", "plain", "seen", "{{ .k }}")));

    place.awaitValues("wins", Map.of("k", "sealed", "seen", "sealed"));
  }

  @Test
  void templatesNeedNoItems() {
    place.createItems(
        "plain-only", Map.of(), new Template(null, null, null, Map.of("k", "plain")), Map.of());

    place.awaitValues("plain-only", Map.of("k", "plain"));
  }

  @Test
  void aTemplateThatDoesNotParseIsReportedByItsKey() {
    place.create(
        "broken-template",
        Map.of("k", canary),
        new Template(null, null, null, Map.of("out", "{{ .k ")));

    assertThat(place.awaitSynced("broken-template", "False").message()).contains("out");
    assertThat(place.awaitEvent("broken-template", "ErrUnsealFailed"))
        .startsWith("Failed to unseal: ")
        .doesNotContain(canary);
    assertThat(place.secret("broken-template")).isEmpty();
  }

  /** The peer takes null for an empty template until version 0.40. */
  @Test
  void aTemplateThatIsNullLeavesTheItemOutWithOurs() {
    Map<String, @Nullable String> templates = new HashMap<>();
    templates.put("k", null);
    templates.put("out", "{{ .k }}");
    place.create("null-omits", Map.of("k", "v"), new Template(null, null, null, templates));

    place.awaitValues(
        "null-omits",
        side == ControllerSide.OURS ? Map.of("out", "v") : Map.of("k", "v", "out", "v"));
  }

  @Test
  void theDeprecatedFormIsReadUnlessBothAreThere() {
    String whole =
        place.strict(
            "whole",
            "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"whole\",\"labels\":"
                + "{\"a\":\"b\"}},\"data\":{\"k\":\"aGk=\"},\"type\":\"example.com/x\"}");
    place.createSpec("whole", new SealedSecretSpec(Map.of(), whole, null), Map.of());
    Secret secret = place.awaitValues("whole", Map.of("k", "hi"));
    assertThat(secret.getType()).isEqualTo("example.com/x");
    assertThat(secret.getMetadata().getLabels()).isEqualTo(Map.of("a", "b"));

    place.createSpec(
        "both-forms",
        new SealedSecretSpec(Map.of("k", place.strict("both-forms", "x")), whole, null),
        Map.of());
    assertThat(place.awaitSynced("both-forms", "False").message())
        .isEqualTo(
            "cannot use the field 'encryptedData' and the deprecated field 'data' at the same time");
  }
}
