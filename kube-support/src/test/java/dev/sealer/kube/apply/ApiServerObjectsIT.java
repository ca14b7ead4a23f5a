package dev.sealer.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.WriteResult.Applied;
import dev.sealer.kube.apply.WriteResult.Change;
import dev.sealer.kube.client.ClusterConnection;
import dev.sealer.kube.client.ConnectionSettings;
import dev.sealer.kube.client.Json;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@KubernetesCluster
final class ApiServerObjectsIT {

  private static final String OURS = "sealer-test";
  private static final String THEIRS = "controller";
  private static final ApplyOptions BY_US = ApplyOptions.by(OURS);

  private final ControlPlane plane;
  private final ClusterObjects cluster;
  private String namespace = "";

  ApiServerObjectsIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.cluster = new ApiServerObjects(client);
  }

  @BeforeEach
  void namespace(@FreshNamespace String fresh) {
    namespace = fresh;
  }

  private ObjectRef secret(String name) {
    return ObjectRef.secret(new ObjectKey(namespace, name));
  }

  private static ObjectNode data(String... keys) {
    ObjectNode secret = Json.object();
    ObjectNode data = secret.putObject("data");
    for (String key : keys) {
      data.put(key, base64("canary-" + key));
    }
    return secret;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Applied applied(WriteResult result) {
    assertThat(result).isInstanceOf(Applied.class);
    return (Applied) result;
  }

  private JsonNode live(ObjectRef target) {
    ObjectReadResult read = cluster.read(target);
    assertThat(read).isInstanceOf(ObjectReadResult.Found.class);
    return ((ObjectReadResult.Found) read).object();
  }

  @Test
  void appliesAndTellsCreatedUnchangedAndUpdatedApart() {
    Applied created = applied(cluster.apply(secret("a"), data("x"), BY_US));
    Applied same =
        applied(cluster.apply(secret("a"), data("x"), BY_US.since(created.resourceVersion())));
    Applied more =
        applied(cluster.apply(secret("a"), data("x", "y"), BY_US.since(created.resourceVersion())));

    assertThat(created.change()).isEqualTo(Change.CREATED);
    assertThat(same.change()).isEqualTo(Change.UNCHANGED);
    assertThat(more.change()).isEqualTo(Change.UPDATED);
    assertThat(live(secret("a")).path("data").properties()).hasSize(2);
  }

  @Test
  void namesTheOwnerOfAConflictAndTakesTheFieldWhenForced() {
    applied(cluster.apply(secret("a"), data("x"), ApplyOptions.by(THEIRS)));
    ObjectNode other = Json.object();
    other.putObject("data").put("x", base64("canary-other"));

    WriteResult refused = cluster.apply(secret("a"), other, BY_US);
    assertThat(refused)
        .isInstanceOfSatisfying(
            WriteResult.Conflict.class,
            c -> assertThat(c.message()).contains(".data.x").contains("\"" + THEIRS + "\""));

    applied(cluster.apply(secret("a"), other, BY_US.forced()));
    assertThat(live(secret("a")).path("data").path("x").asText()).isEqualTo(base64("canary-other"));
  }

  @Test
  void appliesOnlyToTheVersionThatWasPlannedAgainst() {
    Applied first = applied(cluster.apply(secret("a"), data("x"), BY_US));
    applied(cluster.apply(secret("a"), data("y"), BY_US));

    assertThat(cluster.apply(secret("a"), data("z"), BY_US.onlyAt(first.resourceVersion())))
        .isInstanceOf(WriteResult.Stale.class);
    assertThat(cluster.apply(secret("gone"), data("z"), BY_US.onlyUid(first.uid())))
        .isInstanceOf(WriteResult.Stale.class);
    assertThat(cluster.apply(secret("a"), data("z"), BY_US.onlyUid("not-this-one")))
        .isInstanceOf(WriteResult.Stale.class);
    assertThat(cluster.apply(secret("a"), data("y"), BY_US.onlyUid(first.uid())))
        .isInstanceOf(Applied.class);
    assertThat(cluster.read(secret("gone"))).isInstanceOf(ObjectReadResult.Missing.class);
  }

  @Test
  void makesWhatIsNotThereAndLeavesAloneWhatIs() {
    WriteResult made = cluster.apply(secret("a"), data("x"), BY_US.onlyNew().answeringMetadata());

    Applied first = applied(made);
    assertThat(first.change()).isEqualTo(WriteResult.Change.CREATED);
    assertThat(first.object().has("data")).as("only metadata was asked for").isFalse();
    JsonNode live = live(secret("a"));
    assertThat(first.uid()).isEqualTo(live.path("metadata").path("uid").asText());

    ObjectNode more = Json.object();
    more.putObject("data").put("other", base64("canary-other"));
    ApplyOptions theirs = ApplyOptions.by(THEIRS);
    for (ObjectNode fields : List.of(data("x"), data("different"), more)) {
      for (ApplyOptions by : List.of(BY_US, theirs, theirs.forced())) {
        assertThat(cluster.apply(secret("a"), fields, by.onlyNew()))
            .isInstanceOf(WriteResult.Stale.class);
      }
    }
    assertThat(live(secret("a"))).isEqualTo(live);
  }

  @Test
  void aDryRunChangesNothing() {
    WriteResult wouldBe = cluster.apply(secret("a"), data("x"), BY_US.asDryRun());

    assertThat(applied(wouldBe).object().path("data").has("x")).isTrue();
    assertThat(cluster.read(secret("a"))).isInstanceOf(ObjectReadResult.Missing.class);
  }

  @Test
  void keepsFieldsThatNoTypeKnowsAndNumbersAsWritten() {
    ObjectNode object = Json.object();
    object.putObject("data").put("n", "1.10");
    ObjectRef target = new ObjectRef(ResourceType.CONFIG_MAP, new ObjectKey(namespace, "c"));

    applied(cluster.apply(target, object, BY_US));

    assertThat(live(target).path("data").path("n").asText()).isEqualTo("1.10");
    assertThat(Json.text(Json.parse("{\"n\":1.10}".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("{\"n\":1.10}");
  }

  @Test
  void createsWithAGeneratedNameAndSaysWhenTheNameIsTaken() {
    ObjectNode generated = data("x");
    generated.putObject("metadata").put("generateName", "key");
    Applied created = applied(cluster.create(ResourceType.SECRET, namespace, generated, OURS));
    assertThat(created.object().path("metadata").path("name").asText()).startsWith("key");

    ObjectNode named = data("x");
    named.putObject("metadata").put("name", "a");
    applied(cluster.create(ResourceType.SECRET, namespace, named, OURS));
    assertThat(cluster.create(ResourceType.SECRET, namespace, named, OURS))
        .isInstanceOfSatisfying(
            WriteResult.Refused.class, r -> assertThat(r.alreadyExists()).isTrue());
  }

  @Test
  void removesFieldsOfOthersOnlyFromTheVersionThatWasSeen() {
    ObjectNode theirs = data("foreign", "keep");
    theirs.putObject("metadata").putObject("annotations").put("example.com/a.b", "x");
    Applied first = applied(cluster.apply(secret("a"), theirs, ApplyOptions.by(THEIRS)));
    List<List<String>> foreign =
        List.of(List.of("data", "foreign"), List.of("metadata", "annotations", "example.com/a.b"));

    assertThat(cluster.removeKeys(secret("a"), "1", foreign, OURS))
        .isInstanceOf(WriteResult.Stale.class);
    Applied removed =
        applied(cluster.removeKeys(secret("a"), first.resourceVersion(), foreign, OURS));

    assertThat(removed.change()).isEqualTo(Change.UPDATED);
    JsonNode left = live(secret("a"));
    assertThat(left.path("data").properties()).hasSize(1);
    assertThat(left.path("metadata").has("annotations")).isFalse();
    assertThat(cluster.removeKeys(secret("a"), removed.resourceVersion(), foreign, OURS))
        .as("the fields are no longer there")
        .isInstanceOf(WriteResult.Stale.class);
    assertThat(cluster.removeKeys(secret("gone"), "1", foreign, OURS))
        .isInstanceOfSatisfying(WriteResult.Refused.class, r -> assertThat(r.notFound()).isTrue());
  }

  @Test
  void takesOverWhatAPeerWroteSoThatDroppedKeysGo() {
    ObjectNode theirs = data("stays", "goes");
    theirs.putObject("metadata").put("name", "a");
    Applied created = applied(cluster.create(ResourceType.SECRET, namespace, theirs, THEIRS));
    String version = created.resourceVersion();

    assertThat(cluster.adopt(secret("a"), "1", Set.of(THEIRS), OURS))
        .isInstanceOf(WriteResult.Stale.class);
    assertThat(applied(cluster.adopt(secret("a"), version, Set.of("nobody"), OURS)).change())
        .isEqualTo(Change.UNCHANGED);
    Applied adopted = applied(cluster.adopt(secret("a"), version, Set.of(THEIRS), OURS));

    assertThat(adopted.object().has("data")).as("no data comes back").isFalse();
    assertThat(live(secret("a")).path("data")).isEqualTo(created.object().path("data"));
    applied(cluster.apply(secret("a"), data("stays"), BY_US.onlyAt(adopted.resourceVersion())));
    assertThat(live(secret("a")).path("data").properties())
        .singleElement()
        .satisfies(e -> assertThat(e.getKey()).isEqualTo("stays"));
  }

  @Test
  void deletesOnlyTheVeryObject() {
    Applied created = applied(cluster.apply(secret("a"), data("x"), BY_US));
    DeleteOptions delete = DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND);

    assertThat(cluster.delete(secret("a"), delete.onlyUid("11111111-2222-3333-4444-555555555555")))
        .isInstanceOf(WriteResult.Stale.class);
    assertThat(cluster.delete(secret("a"), delete.onlyAt("1")))
        .isInstanceOf(WriteResult.Stale.class);
    assertThat(cluster.delete(secret("a"), delete.asDryRun()))
        .isInstanceOf(DeleteResult.Deleted.class);
    assertThat(live(secret("a")).path("metadata").path("uid").asText()).isEqualTo(created.uid());
    assertThat(cluster.delete(secret("a"), delete.onlyUid(created.uid())))
        .isInstanceOf(DeleteResult.Deleted.class);
    assertThat(cluster.delete(secret("a"), delete)).isInstanceOf(DeleteResult.AlreadyGone.class);
  }

  @Test
  void writesAStatusByApplyAndByMergeToTheSubresource() {
    ResourceType namespaces = ResourceType.NAMESPACE;
    ObjectRef target = new ObjectRef(namespaces, ObjectKey.clusterScoped(namespace));
    ObjectNode status = Json.object();
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Tested")
        .put("status", "True")
        .put("reason", "Here");

    applied(cluster.writeStatus(target, status, StatusWrite.apply(OURS)));
    assertThat(live(target).path("status").path("conditions").toString()).contains("Tested");

    ObjectNode none = Json.object().putNull("conditions");
    applied(cluster.writeStatus(target, none, StatusWrite.merge(OURS)));
    assertThat(live(target).path("status").has("conditions")).isFalse();
    assertThat(cluster.writeStatus(target, none, StatusWrite.merge(OURS).onlyAt("1")))
        .isInstanceOf(WriteResult.Stale.class);
    assertThat(cluster.writeStatus(target, status, StatusWrite.apply(OURS).onlyAt("1")))
        .isInstanceOf(WriteResult.Stale.class);
  }

  @Test
  void mergesMetadataOnlyAtTheVersionThatIsNamed() {
    Applied created = applied(cluster.apply(secret("a"), data("x"), BY_US));
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.putObject("annotations").put("sealer.dev/a", "b");

    applied(cluster.mergePatch(secret("a"), patch, OURS));
    metadata.put("resourceVersion", created.resourceVersion());
    assertThat(cluster.mergePatch(secret("a"), patch, OURS)).isInstanceOf(WriteResult.Stale.class);
  }

  @Test
  void aRefusedSecretIsExplainedWithoutItsValues() {
    ObjectNode number = Json.object();
    number.putObject("data").put("pin", 7_310_442);
    ObjectNode broken = Json.object();
    broken.putObject("data").put("password", "canary! not base64");
    ObjectNode badKey = Json.object();
    badKey.putObject("data").put("a b", base64("canary-bad-key"));

    for (ObjectNode bad : List.of(number, broken, badKey)) {
      assertThat(cluster.apply(secret("a"), bad, BY_US))
          .isInstanceOfSatisfying(
              WriteResult.Refused.class,
              r ->
                  assertThat(r.message())
                      .isNotBlank()
                      .doesNotContain("canary", "7310442", base64("canary-bad-key")));
    }
    assertThat(cluster.read(secret("a"))).isInstanceOf(ObjectReadResult.Missing.class);
  }

  @Test
  void saysForbiddenWhenRightsAreMissing() {
    try (KubernetesClient nobody =
        new KubernetesClientBuilder().withConfig(plane.configFor(namespace, "nobody")).build()) {
      ClusterObjects theirs = new ApiServerObjects(nobody);

      assertThat(theirs.read(secret("a")))
          .isInstanceOfSatisfying(
              WriteResult.Refused.class,
              r -> {
                assertThat(r.forbidden()).isTrue();
                assertThat(r.message()).contains("secrets").contains("nobody");
              });
      assertThat(theirs.apply(secret("a"), data("x"), BY_US))
          .isInstanceOfSatisfying(
              WriteResult.Refused.class, r -> assertThat(r.forbidden()).isTrue());
    }
  }

  @Test
  void saysNotFoundForAMissingNamespaceAndAMissingKind() {
    ObjectRef nowhere = ObjectRef.secret(new ObjectKey("no-such-namespace", "a"));
    ResourceType unknown = new ResourceType("no.such.group", "v1", "Thing", "things", true);

    for (ObjectRef target :
        List.of(nowhere, new ObjectRef(unknown, new ObjectKey(namespace, "a")))) {
      assertThat(cluster.apply(target, data("x"), BY_US))
          .isInstanceOfSatisfying(
              WriteResult.Refused.class, r -> assertThat(r.notFound()).isTrue());
    }
  }

  @Test
  void isUnreachableWhereNothingListens(@TempDir Path folder) throws Exception {
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
        users: [{name: u, user: {token: canary-token}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """);
    try (KubernetesClient client =
        ClusterConnection.open(ConnectionSettings.kubeconfig(kubeconfig, null, "test"))) {
      ClusterObjects away = new ApiServerObjects(client);

      assertThat(away.read(secret("a"))).isInstanceOf(WriteResult.Unreachable.class);
      assertThat(away.apply(secret("a"), data("x"), BY_US))
          .isInstanceOfSatisfying(
              WriteResult.Unreachable.class,
              u -> assertThat(u.message()).contains("PATCH").doesNotContain("canary"));
    }
  }
}
