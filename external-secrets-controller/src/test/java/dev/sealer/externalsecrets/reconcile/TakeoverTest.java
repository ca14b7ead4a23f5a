package dev.sealer.externalsecrets.reconcile;

import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.TYPE;
import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.externalsecrets.plan.PeerHash;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.testbed.canary.Canary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that External Secrets Operator left are taken over in place, and can be given back. */
final class TakeoverTest {
  private static final String UPSTREAM = "externalsecrets.external-secrets.io/db";

  private final InMemoryExternalSecrets place = new InMemoryExternalSecrets();
  private final String value = Canary.random().value();
  private final List<StoredWrite> writes = new ArrayList<>();

  @BeforeEach
  void aValue() {
    place.store.put("db", value);
  }

  /** Leaves an ExternalSecret and its Secret as External Secrets Operator 2.9 does. */
  private JsonNode left(String creation) {
    ObjectNode wanted =
        place.want(
            "db",
            """
            refreshPolicy: Periodic
            refreshInterval: 1h0m0s
            target: {creationPolicy: %s, deletionPolicy: Retain}
            data: [{secretKey: password, remoteRef: {key: db}}]
            """
                .formatted(creation));
    String version =
        ExternalSecretObject.of(Json.typed(wanted, ExternalSecret.class)).source().version();
    place.cluster.writeStatus(
        TYPE,
        key("db"),
        """
        refreshTime: "%s"
        syncedResourceVersion: "%s"
        binding: {name: db}
        conditions:
        - {type: Ready, status: "True", reason: SecretSynced, message: secret synced,
           lastTransitionTime: "%1$s"}
        """
            .formatted(place.cluster.time().instant(), version));
    ObjectNode _ =
        place.cluster.edit(TYPE, key("db"), "metadata: {finalizers: [" + Owned.FINALIZER + "]}");
    ObjectNode _ = place.cluster.createAs(UPSTREAM, Json.text(secret(wanted, creation)));
    place.cluster.server().listen(writes::add);
    return place.secret("db");
  }

  private ObjectNode secret(JsonNode externalSecret, String creation) {
    ObjectNode secret = Json.object();
    secret.put("apiVersion", "v1").put("kind", "Secret").put("type", "Opaque");
    ObjectNode metadata = secret.putObject("metadata").put("name", "db").put("namespace", "ns");
    ObjectNode labels = metadata.putObject("labels").put("team", "a");
    labels.put(Owned.MANAGED_LABEL, "true");
    metadata
        .putObject("annotations")
        .put(
            Owned.DATA_HASH_ANNOTATION,
            PeerHash.ofData(Map.of("password", SecretBytes.ofUtf8(value))));
    if (creation.equals("Owner")) {
      labels.put(Owned.CREATED_BY_LABEL, PeerHash.ofOwner("ns", "db"));
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("apiVersion", "external-secrets.io/v1")
          .put("kind", "ExternalSecret")
          .put("name", "db")
          .put("uid", externalSecret.at("/metadata/uid").asText())
          .put("controller", true)
          .put("blockOwnerDeletion", true);
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    secret.putObject("data").put("password", Base64.getEncoder().encodeToString(bytes));
    return secret;
  }

  private List<StoredWrite> ofSecrets() {
    return writes.stream().filter(write -> write.type().equals(ResourceType.SECRET)).toList();
  }

  private static JsonNode withoutVersions(JsonNode secret) {
    ObjectNode copy = secret.deepCopy();
    copy.withObject("/metadata").remove(List.of("resourceVersion", "managedFields"));
    return copy;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Owner", "Orphan", "Merge", "CreateOrMerge"})
  void uidAndBytesStayAndThereIsAtMostOneWriteOfMetadata(String creation) {
    JsonNode before = left(creation);
    Outcome _ = place.reconcile("db");
    assertThat(ofSecrets()).as("nothing is due").isEmpty();
    assertThat(place.store.calls()).isZero();

    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");
    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");
    place.restart();
    Outcome _ = place.reconcile("db");

    assertThat(ofSecrets()).hasSizeLessThanOrEqualTo(1);
    assertThat(withoutVersions(place.secret("db"))).isEqualTo(withoutVersions(before));
    assertThat(place.ready("db")).isEqualTo("True SecretSynced: secret synced");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Owner", "Orphan", "Merge", "CreateOrMerge"})
  void aRotatedValueIsWrittenUnderTheNamesOfUpstream(String creation) {
    JsonNode before = left(creation);
    String rotated = value + "2";
    place.store.put("db", rotated);
    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");

    JsonNode after = place.secret("db");
    assertThat(place.values("db")).isEqualTo(Map.of("password", rotated));
    assertThat(after.at("/metadata/uid")).isEqualTo(before.at("/metadata/uid"));
    assertThat(after.at("/metadata/annotations").path(Owned.DATA_HASH_ANNOTATION).asText())
        .isEqualTo(PeerHash.ofData(Map.of("password", SecretBytes.ofUtf8(rotated))));
    assertThat(names(after.at("/metadata/labels"))).isEqualTo(names(before.at("/metadata/labels")));
  }

  @Test
  void theWayBackLeavesNothingThatUpstreamDoesNotKnow() {
    JsonNode before = left("Owner");
    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");
    JsonNode secret = place.secret("db");
    ObjectNode object = place.externalSecret("db");

    assertThat(names(secret.at("/metadata/labels")))
        .isEqualTo(names(before.at("/metadata/labels")));
    assertThat(names(secret.at("/metadata/annotations")))
        .isEqualTo(names(before.at("/metadata/annotations")));
    assertThat(secret.at("/metadata/finalizers").isMissingNode()).isTrue();
    assertThat(secret.at("/metadata/ownerReferences"))
        .isEqualTo(before.at("/metadata/ownerReferences"));
    secret
        .at("/metadata/managedFields")
        .forEach(entry -> assertThat(entry.path("manager").asText()).isEqualTo(UPSTREAM));
    assertThat(object.at("/metadata/finalizers").isMissingNode()).isTrue();
    assertThat(object.at("/metadata/annotations").isMissingNode()).isTrue();
    assertThat(object.at("/status/conditions")).hasSize(1);
  }

  private static Set<String> names(JsonNode map) {
    TreeSet<String> names = new TreeSet<>();
    map.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
