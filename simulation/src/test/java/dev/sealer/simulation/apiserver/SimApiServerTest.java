package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.event;
import static dev.sealer.simulation.apiserver.ContractClient.events;
import static dev.sealer.simulation.apiserver.ContractClient.fields;
import static dev.sealer.simulation.apiserver.ContractClient.json;
import static dev.sealer.simulation.apiserver.ContractClient.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.simulation.apiserver.AdmissionHook.Operation;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import dev.sealer.simulation.kit.ManualTime;
import dev.sealer.simulation.platform.SimChance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What simulations add to the contract: faults of the store, hooks, and a clock of their own. */
final class SimApiServerTest {

  private static final ResourceType MAP = ResourceType.CONFIG_MAP;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final SimApiServer server = new SimApiServer(time, new SimChance(1, "server"));
  private final ContractClient client = new ContractClient(server, "ns");

  @BeforeEach
  void namespace() {
    assertThat(client.create(ResourceType.NAMESPACE, "ns", "{}").code()).isEqualTo(201);
  }

  private Optional<ObjectNode> stored(String name) {
    return server.get(MAP, new ObjectKey("ns", name));
  }

  @Test
  void aContinueTokenExpires() {
    for (String name : List.of("a", "b", "c")) {
      client.create(MAP, name, "{}");
    }
    ApiRequest request = client.listRequest(MAP).with("limit", "2");
    String token = client.send(request).body().path("metadata").path("continue").asText();
    client.create(MAP, "d", "{}");
    server.compact(server.version());

    ApiAnswer expired = client.send(request.with("continue", token));
    assertThat(expired.code()).isEqualTo(410);
    assertThat(expired.reason()).isEqualTo("Expired");
    String next = expired.body().path("metadata").path("continue").asText();
    JsonNode rest = client.send(request.with("continue", next)).body().path("items");
    assertThat(rest).hasSize(2);
  }

  @Test
  void aWatchFromAForgottenVersionSaysSoAndEnds() {
    String from = version(client.list(MAP));
    client.create(MAP, "a", "{}");
    server.compact(server.version());
    try (Lines lines = client.watch(MAP, from)) {
      JsonNode error = event(lines);
      assertThat(lines.code()).isEqualTo(200);
      assertThat(error.path("type").asText()).isEqualTo("ERROR");
      assertThat(error.path("object").path("code").asInt()).isEqualTo(410);
      assertThat(error.path("object").path("reason").asText()).isEqualTo("Expired");
      assertThat(event(lines).path("type").asText()).isEqualTo("END");
    }
    try (Lines silent = client.watch(ContractClient.EVENT, from)) {
      assertThat(silent.code()).isEqualTo(200);
      assertThat(event(silent).path("type").asText()).isEqualTo("END");
    }
  }

  @Test
  void anOpenWatchThatIsTooSlowExpires() {
    try (Lines lines = client.watch(MAP, version(client.list(MAP)))) {
      client.create(MAP, "a", "{}");
      server.compact(server.version());
      assertThat(event(lines).path("object").path("code").asInt()).isEqualTo(410);
    }
  }

  @Test
  void bookmarksTellOfVersionsInWhichNothingHappened() throws IOException {
    ApiRequest request =
        client
            .watchRequest(MAP, version(client.list(MAP)))
            .with("allowWatchBookmarks", "true")
            .with("timeoutSeconds", "90");
    try (Lines lines = client.open(request)) {
      client.create(ResourceType.SECRET, "other", "{}");
      JsonNode bookmark = patient(lines);
      assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
      assertThat(bookmark.path("object").path("metadata").path("resourceVersion").asLong())
          .isEqualTo(server.version());
      assertThat(bookmark.path("object").path("kind").asText()).isEqualTo("ConfigMap");
      assertThat(patient(lines).path("type").asText()).isEqualTo("BOOKMARK");
      assertThat(lines.next(MINUTE)).isNull();
    }
    assertThat(time.instant()).isEqualTo(Instant.parse("2026-01-01T00:01:30Z"));
  }

  private static JsonNode patient(Lines lines) throws IOException {
    byte[] line = lines.next(Duration.ofMinutes(10));
    return Json.parse(line == null ? new byte[0] : line);
  }

  @Test
  void silenceBreaksAStream() {
    try (Lines lines = client.watch(MAP, version(client.list(MAP)))) {
      assertThatThrownBy(() -> lines.next(Duration.ofSeconds(5)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nothing came");
    }
  }

  @Test
  void listenersAreToldOfStoredWritesOnly() {
    List<StoredWrite> writes = new ArrayList<>();
    server.listen(writes::add);
    client.create(MAP, "a", "{'data':{'x':'1'}}", "creator");
    client.merge(MAP, "a", "{'data':{'x':'1'}}", "merger");
    client.send(client.applyRequest(MAP, "b", "{}", "us").with("dryRun", "All"));
    client.merge(MAP, "a", "{'data':{'x':'2'}}", "merger");
    client.delete(MAP, "a", "{}");

    assertThat(writes)
        .extracting(StoredWrite::verb)
        .containsExactly(
            StoredWrite.Verb.CREATED, StoredWrite.Verb.CHANGED, StoredWrite.Verb.DELETED);
    StoredWrite change = writes.get(1);
    assertThat(change.manager()).isEqualTo("merger");
    assertThat(change.key()).isEqualTo(new ObjectKey("ns", "a"));
    assertThat(change.before()).isNotNull();
    assertThat(change.resourceVersion()).isEqualTo(writes.get(0).resourceVersion() + 1);
    assertThat(writes.get(2).after()).isNull();
    assertThat(change.toString()).doesNotContain("data");
  }

  @Test
  void admissionRefusesWritesAndDeletions() {
    client.create(MAP, "a", "{}");
    server.admitWith(review ->
        review.operation() == Operation.DELETE
            ? new Verdict.Refused("no deletions today")
            : new Verdict.Allowed());

    ApiAnswer refused = client.delete(MAP, "a", "{}");
    assertThat(refused.code()).isEqualTo(403);
    assertThat(refused.message()).endsWith("denied the request: no deletions today");
    assertThat(stored("a")).isPresent();
    assertThat(client.merge(MAP, "a", "{'data':{'x':'1'}}", "m").code()).isEqualTo(200);
  }

  @Test
  void admissionChangesWhatNobodyOwnsThen() {
    server.admitWith(review -> {
      if (!(review.object() instanceof ObjectNode object)) {
        return new Verdict.Allowed();
      }
      ObjectNode changed = object.deepCopy();
      changed.withObject("/metadata/labels").put("added", "yes");
      return new Verdict.Changed(changed);
    });
    ApiAnswer applied = client.apply(MAP, "a", "{'data':{'x':'1'}}", "us");

    assertThat(applied.body().path("metadata").path("labels")).isEqualTo(json("{'added':'yes'}"));
    assertThat(fields(applied, "us", "Apply")).isEqualTo(json("{'f:data':{'f:x':{}}}"));
    ApiAnswer again = client.apply(MAP, "a", "{'data':{'x':'1'}}", "us");
    assertThat(version(again)).isEqualTo(version(applied));
  }

  @Test
  void admissionIsDownOrTakesNoDryRuns() {
    server.admitWith(_ -> new Verdict.Down());
    assertThat(client.create(MAP, "a", "{}").code()).isEqualTo(500);
    server.admitWith(_ -> new Verdict.NoDryRun());
    assertThat(client.create(MAP, "a", "{}").code()).isEqualTo(201);
    ApiAnswer dry = client.send(client.applyRequest(MAP, "b", "{}", "us").with("dryRun", "All"));
    assertThat(dry.code()).isEqualTo(400);
  }

  @Test
  void aRestoreBringsBackObjectsAndVersions() throws IOException {
    client.create(MAP, "a", "{'data':{'x':'1'}}");
    StoreSnapshot snapshot = server.snapshot();
    client.merge(MAP, "a", "{'data':{'x':'2'}}", "m");
    client.create(MAP, "b", "{}");
    long future = server.version();
    Lines open = client.watch(MAP, Long.toString(future));
    server.restore(snapshot);

    assertThat(server.version()).isEqualTo(snapshot.version());
    assertThat(stored("a").orElseThrow().path("data")).isEqualTo(json("{'x':'1'}"));
    assertThat(stored("b")).isEmpty();
    assertThatThrownBy(() -> open.next(MINUTE)).isInstanceOf(IOException.class);
    try (Lines lines = client.watch(MAP, Long.toString(future))) {
      for (int i = 0; i < 3; i++) {
        client.create(MAP, "new" + i, "{}");
      }
      assertThat(events(lines, 1)).containsExactly("ADDED new2");
    }
  }

  @Test
  void dependentsOfGoneOwnersAreCollectedWhenTold() {
    String uid = uid(client.create(MAP, "o", "{}"));
    String owned =
        "{'metadata':{'ownerReferences':[{'apiVersion':'v1','kind':'ConfigMap','name':'o','uid':'"
            + uid
            + "'}]}}";
    client.create(MAP, "a", owned);
    client.create(ResourceType.SECRET, "a", owned);
    assertThat(server.collect()).isZero();

    client.delete(MAP, "o", "{'propagationPolicy':'Background'}");
    assertThat(stored("a")).isPresent();
    assertThat(server.collect()).isEqualTo(2);
    assertThat(stored("a")).isEmpty();
    assertThat(server.list(ResourceType.SECRET, "ns")).isEmpty();
  }

  private static String uid(ApiAnswer answer) {
    return answer.body().path("metadata").path("uid").asText();
  }

  @Test
  void foregroundWaitsForDependentsAndOrphanLetsThemGo() {
    String owner =
        "{'metadata':{'ownerReferences':[{'apiVersion':'v1','kind':'ConfigMap','name':'o',"
            + "'uid':'%s','blockOwnerDeletion':true}]}}";
    client.create(MAP, "a", owner.formatted(uid(client.create(MAP, "o", "{}"))));
    client.delete(MAP, "o", "{'propagationPolicy':'Foreground'}");
    assertThat(server.collectOne()).isTrue();
    assertThat(stored("a")).isEmpty();
    assertThat(stored("o")).isPresent();
    assertThat(server.collectOne()).isTrue();
    assertThat(stored("o")).isEmpty();

    client.create(MAP, "b", owner.formatted(uid(client.create(MAP, "o", "{}"))));
    client.delete(MAP, "o", "{'propagationPolicy':'Orphan'}");
    assertThat(server.collect()).isEqualTo(2);
    assertThat(stored("o")).isEmpty();
    assertThat(stored("b").orElseThrow().path("metadata").has("ownerReferences")).isFalse();
  }

  @Test
  void aNamespaceEndsWithAllThatIsInIt() {
    client.create(MAP, "a", "{}");
    client.create(ResourceType.SECRET, "s", "{'metadata':{'finalizers':['example.com/f']}}");
    client.delete(ResourceType.NAMESPACE, "ns", "{}");
    assertThat(server.collect()).isEqualTo(2);
    assertThat(stored("a")).isEmpty();
    ObjectKey namespace = ObjectKey.clusterScoped("ns");
    assertThat(server.get(ResourceType.NAMESPACE, namespace)).isPresent();

    client.merge(ResourceType.SECRET, "s", "{'metadata':{'finalizers':null}}", "m");
    assertThat(server.collect()).isEqualTo(1);
    assertThat(server.get(ResourceType.NAMESPACE, namespace)).isEmpty();
  }

  @Test
  void whatAdmissionRefusesToDeleteDoesNotStopTheCollector() {
    client.create(MAP, "a", "{}");
    client.create(MAP, "b", "{}");
    client.delete(ResourceType.NAMESPACE, "ns", "{}");
    server.admitWith(review ->
        review.key().name().equals("a") ? new Verdict.Refused("no") : new Verdict.Allowed());

    assertThat(server.collect()).isEqualTo(1);
    assertThat(stored("a")).isPresent();
    assertThat(stored("b")).isEmpty();
  }

  @Test
  void eventsExpireAfterAnHour() {
    client.create(
        ContractClient.EVENT, "e", "{'involvedObject':{'kind':'Secret','namespace':'ns'}}");
    assertThat(server.collect()).isZero();
    time.advance(Duration.ofHours(1));
    assertThat(server.collect()).isEqualTo(1);
    assertThat(server.list(ContractClient.EVENT, "")).isEmpty();
  }

  @Test
  void oneSeedGivesOneHistory() {
    SimApiServer same = new SimApiServer(time, new SimChance(1, "server"));
    SimApiServer other = new SimApiServer(time, new SimChance(2, "server"));
    ObjectKey key = ObjectKey.clusterScoped("default");

    Optional<ObjectNode> first = server.get(ResourceType.NAMESPACE, key);
    assertThat(same.get(ResourceType.NAMESPACE, key)).isEqualTo(first);
    assertThat(other.get(ResourceType.NAMESPACE, key)).isNotEqualTo(first);
  }

  @Test
  void whatIsNotSimulatedIsRefused() {
    String path = MAP.objectPath(new ObjectKey("ns", "a"));
    String all = MAP.collectionPath("ns");
    List<ApiRequest> requests =
        List.of(
            new ApiRequest("PUT", path, Map.of(), ApiRequest.JSON, ApiRequest.JSON, "{}"),
            ApiRequest.delete(all, "{}"),
            ApiRequest.get(all).with("resourceVersion", "0"),
            ApiRequest.get(all).accepting("application/vnd.kubernetes.protobuf"),
            ApiRequest.post(
                all,
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'}}"
                    .replace('\'', '"')),
            ApiRequest.get("/openapi/v3"));

    for (ApiRequest request : requests) {
      ApiAnswer answer = client.send(request);
      assertThat(answer.code()).as("%s", request).isEqualTo(501);
      assertThat(answer.message()).startsWith("not simulated: ");
    }
    client.create(MAP, "a", "{}");
    ApiRequest strategic =
        ApiRequest.patch(path, "application/strategic-merge-patch+json", "{}")
            .with("fieldManager", "m");
    assertThat(client.send(strategic).code()).isEqualTo(501);
    try (Lines lines = client.watch(MAP, "0")) {
      assertThat(lines.code()).isEqualTo(501);
    }
  }

  @Test
  void reviewsAreRefusedUnlessATestDecidesOtherwise() {
    ApiRequest review =
        ApiRequest.post(
            "/apis/authorization.k8s.io/v1/subjectaccessreviews",
            "{\"kind\":\"SubjectAccessReview\",\"spec\":{\"user\":\"u\"}}");
    assertThat(client.send(review).body().path("status").path("allowed").asBoolean(true)).isFalse();

    server
        .reviews()
        .decideWith(
            (kind, spec, status) -> status.put("allowed", spec.path("user").asText().equals("u")));
    ApiAnswer allowed = client.send(review);
    assertThat(allowed.code()).isEqualTo(201);
    assertThat(allowed.body().path("status").path("allowed").asBoolean()).isTrue();
  }

  @Test
  void aReaderOnAnotherThreadWakesUp() throws InterruptedException {
    SimApiServer shared =
        new SimApiServer(JdkPlatform.standard().time(), new SimChance(1, "server"));
    ContractClient one = new ContractClient(shared, "default");
    AtomicReference<List<String>> seen = new AtomicReference<>(List.of());
    Lines lines = one.watch(MAP, version(one.list(MAP)));
    Thread reader = Thread.ofVirtual().start(() -> seen.set(events(lines, 20)));
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "c" + i;
      writers.add(Thread.ofPlatform().start(() -> one.create(MAP, name, "{}")));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    reader.join();
    assertThat(seen.get()).hasSize(20).doesNotHaveDuplicates().allMatch(e -> e.startsWith("ADDED"));
  }
}
