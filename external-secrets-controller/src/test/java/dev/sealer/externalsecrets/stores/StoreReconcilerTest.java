package dev.sealer.externalsecrets.stores;

import static dev.sealer.externalsecrets.stores.InMemoryStores.CLUSTER_STORE;
import static dev.sealer.externalsecrets.stores.InMemoryStores.INTERVAL;
import static dev.sealer.externalsecrets.stores.InMemoryStores.STORE;
import static dev.sealer.externalsecrets.stores.InMemoryStores.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SecretStores and ClusterSecretStores on a cluster in memory. */
final class StoreReconcilerTest {

  private static final String PLAIN = "{provider: {memory: {}}}";
  private static final String WITH_TOKEN =
      "{provider: {memory: {token: {name: login, key: token}}}}";

  private final Canary canary = Canary.random();
  private final String token = canary.value();
  private final InMemoryStores place = new InMemoryStores();

  @AfterEach
  void nothingTellsACredential() {
    CanarySearch search = CanarySearch.of(canary);
    search.text("events", String.join("\n", place.cluster.events().lines()));
    for (ResourceType type : List.of(STORE, CLUSTER_STORE)) {
      place.cluster.server().list(type, "").forEach(o -> search.text("object", o.toString()));
    }
    search.assertNothingFound();
  }

  private List<StoredWrite> writesOf(Runnable work) {
    List<StoredWrite> writes = new ArrayList<>();
    place.cluster.server().listen(writes::add);
    work.run();
    return List.copyOf(writes);
  }

  @Test
  void anIntervalThatCannotBeReadIsNamed() {
    place.apply("store", "{refreshInterval: 5 minutes, provider: {memory: {}}}");
    Outcome _ = place.reconcile("store");

    assertThat(place.cluster.condition(STORE, key("store"), "Ready"))
        .startsWith("False InvalidProviderConfig: ")
        .contains("spec.refreshInterval");
  }

  @Test
  void itsConditionIsAMetricUntilItIsDeleted() {
    place.apply("store", PLAIN);
    Outcome _ = place.reconcile("store");
    assertThat(
            place
                .cluster
                .metrics()
                .get("secretstore_status_condition")
                .tags("name", "store", "condition", "Ready", "status", "True")
                .gauge()
                .value())
        .isOne();

    place.cluster.delete(STORE, key("store"));
    Outcome _ = place.reconcile("store");
    assertThat(place.cluster.metrics().find("secretstore_status_condition").gauges()).isEmpty();
  }

  @Test
  void saysThatAStoreCanBeUsedAndChecksItAgainLater() {
    place.apply("store", PLAIN);

    assertThat(place.reconcile("store")).isEqualTo(Outcome.requeueAfter(INTERVAL));
    assertThat(place.ready("store")).isEqualTo("True Valid: store validated");
    JsonNode status = place.cluster.get(STORE, key("store")).path("status");
    assertThat(status.path("capabilities").asText()).isEqualTo("ReadOnly");
    assertThat(Instant.parse(status.at("/conditions/0/lastTransitionTime").asText()))
        .isEqualTo(place.cluster.time().instant());
    assertThat(place.cluster.events().lines())
        .containsExactly("Normal store Valid: store validated");
  }

  @Test
  void saysThatTooMuchIsMissingUntilItIsBack() {
    place.apply("store", PLAIN);
    place.miss(10);
    Outcome _ = place.reconcile("store");

    assertThat(place.cluster.condition(STORE, key("store"), StoreObject.HELD))
        .startsWith("True TooManyMissing: 10 of 10 keys are missing at the provider")
        .contains("sealer.dev/release-deletions");
    assertThat(place.cluster.events().lines())
        .last()
        .asString()
        .startsWith("Warning store TooManyMissing: ");
    assertThat(place.ready("store")).startsWith("True");

    place.missNothing(10);
    Outcome _ = place.reconcile("store");
    assertThat(place.cluster.condition(STORE, key("store"), StoreObject.HELD)).isEqualTo("none");
  }

  @Test
  void staysHeldWhileAnythingIsMissing() {
    place.apply("store", PLAIN);
    place.miss(10);
    Outcome _ = place.reconcile("store");
    place.missNothing(9);
    Outcome _ = place.reconcile("store");

    assertThat(place.cluster.condition(STORE, key("store"), StoreObject.HELD))
        .startsWith("True TooManyMissing: 1 of 1 keys are missing");
  }

  @Test
  void saysNothingTwice() {
    place.apply("store", PLAIN);
    Outcome _ = place.reconcile("store");
    place.cluster.advance(INTERVAL);

    assertThat(writesOf(() -> place.reconcile("store"))).isEmpty();
    assertThat(place.cluster.events().lines()).hasSize(1);
  }

  @Test
  void theStoreItselfSaysHowOftenItIsChecked() {
    place.apply("seconds", "{refreshInterval: 30, provider: {memory: {}}}");
    place.apply("text", "{refreshInterval: 2m, provider: {memory: {}}}");
    place.apply("zero", "{refreshInterval: 0, provider: {memory: {}}}");

    assertThat(place.reconcile("seconds")).isEqualTo(Outcome.requeueAfter(Duration.ofSeconds(30)));
    assertThat(place.reconcile("text")).isEqualTo(Outcome.requeueAfter(Duration.ofMinutes(2)));
    assertThat(place.reconcile("zero")).isEqualTo(Outcome.requeueAfter(INTERVAL));
  }

  @Test
  void aStoreThatFailsItsCheckIsTriedAgainAndRecovers() {
    place.apply("store", PLAIN);
    place.store.report(new StoreHealth.Invalid("connection refused"));

    assertThat(place.reconcile("store")).isInstanceOf(Outcome.Retry.class);
    assertThat(place.ready("store"))
        .isEqualTo("False InvalidProviderConfig: unable to validate store: connection refused");
    assertThat(place.cluster.events().lines())
        .containsExactly(
            "Warning store InvalidProviderConfig: unable to validate store: connection refused");

    place.store.report(new StoreHealth.Valid());
    assertThat(place.reconcile("store")).isEqualTo(Outcome.requeueAfter(INTERVAL));
    assertThat(place.ready("store")).startsWith("True Valid");
  }

  @Test
  void theTimeOfAConditionIsThatOfItsLastChangeOfStatus() {
    place.apply("store", PLAIN);
    place.store.report(new StoreHealth.Invalid("one"));
    Outcome _ = place.reconcile("store");
    Instant failed = place.cluster.time().instant();
    place.cluster.advance(Duration.ofMinutes(1));
    place.store.report(new StoreHealth.Invalid("two"));
    Outcome _ = place.reconcile("store");

    JsonNode condition = place.cluster.get(STORE, key("store")).at("/status/conditions/0");
    assertThat(condition.path("message").asText()).endsWith("two");
    assertThat(Instant.parse(condition.path("lastTransitionTime").asText())).isEqualTo(failed);
  }

  @Test
  void aBlockThatCannotBeReadIsRefusedByItsFieldAndNotTriedAgain() {
    place.apply("unknown", "{provider: {akeyless: {}}}");
    place.apply("field", "{provider: {memory: {colour: red}}}");

    assertThat(place.reconcile("unknown")).isEqualTo(Outcome.done());
    assertThat(place.ready("unknown"))
        .startsWith("False InvalidProviderConfig: ")
        .contains("spec.provider.akeyless", "supported providers: memory");
    assertThat(place.reconcile("field")).isEqualTo(Outcome.done());
    assertThat(place.ready("field")).contains("spec.provider.memory.colour");
  }

  /** As in an installation without the module of the AWS SDK. */
  @Test
  void aProviderThatIsNotInstalledIsNamed() {
    place.apply("store", "{provider: {aws: {service: SecretsManager, region: eu-west-1}}}");

    assertThat(place.reconcile("store")).isEqualTo(Outcome.done());
    assertThat(place.ready("store"))
        .startsWith("False InvalidProviderConfig: ")
        .contains(
            "spec.provider.aws",
            "provider aws is not installed; add external-secrets-aws.jar to the operator");
  }

  @Test
  void aMissingCredentialIsNamedAndReadAgain() {
    place.store.requireToken(token);
    place.apply("store", WITH_TOKEN);

    assertThat(place.reconcile("store")).isInstanceOf(Outcome.Retry.class);
    assertThat(place.ready("store"))
        .startsWith("False InvalidProviderConfig: unable to create client: ")
        .contains("spec.provider.memory.token", "Secret ns/login does not exist");

    place.token("ns", "login", token);
    assertThat(place.reconcile("store")).isEqualTo(Outcome.requeueAfter(INTERVAL));
    assertThat(place.ready("store")).startsWith("True Valid");
  }

  @Test
  void aChangedCredentialIsUsedOnceTheChangeWasSeen() {
    place.store.requireToken(token);
    place.token("ns", "login", "old");
    place.apply("store", WITH_TOKEN);
    Outcome _ = place.reconcile("store");
    assertThat(place.ready("store")).startsWith("False ").contains("the token is not valid");
    place.token("ns", "login", token);

    assertThat(place.clients.secretChanged(key("login")))
        .extracting(StoreIdentity::store)
        .singleElement()
        .asString()
        .isEqualTo("SecretStore \"store\"");
    Outcome _ = place.reconcile("store");
    assertThat(place.ready("store")).startsWith("True Valid");
    assertThat(place.store.openClients()).isEqualTo(1);
  }

  @Test
  void aCheckNoticesCredentialsThatNoWatchSawChange() {
    place.store.requireToken("old");
    place.token("ns", "login", "old");
    place.apply("store", WITH_TOKEN);
    Outcome _ = place.reconcile("store");
    assertThat(place.ready("store")).startsWith("True Valid");

    place.store.requireToken(token);
    place.token("ns", "login", token);
    place.cluster.advance(INTERVAL);
    Outcome _ = place.reconcile("store");
    assertThat(place.ready("store")).startsWith("True Valid");
  }

  @Test
  void aChangedStoreIsOpenedAgainAndARemovedOneIsClosed() {
    place.apply("store", PLAIN);
    Outcome _ = place.reconcile("store");
    place.apply("store", "{provider: {memory: {region: us}}}");
    Outcome _ = place.reconcile("store");
    assertThat(place.store.openClients()).isEqualTo(1);

    StoreObject last =
        StoreObject.of(Json.typed(place.cluster.get(STORE, key("store")), SecretStore.class));
    place.cluster.delete(STORE, key("store"));
    place.clients.storeRemoved(last);
    assertThat(place.store.openClients()).isZero();
    assertThat(place.reconcile("store")).isEqualTo(Outcome.done());
  }

  @Test
  void aStoreNeverReadsTheSecretsOfAnotherNamespace() {
    place.token("infra", "login", token);
    place.apply(
        "store", "{provider: {memory: {token: {namespace: infra, name: login, key: token}}}}");

    assertThat(place.reconcile("store")).isEqualTo(Outcome.done());
    assertThat(place.ready("store"))
        .contains("spec.provider.memory.token.namespace", "its own namespace only");
    assertThat(place.store.openClients()).isZero();
  }

  @Test
  void aClusterStoreReadsTheSecretItNames() {
    place.store.requireToken(token);
    place.token("infra", "login", token);
    place.applyCluster(
        "shared", "{provider: {memory: {token: {namespace: infra, name: login, key: token}}}}");

    assertThat(place.reconcileCluster("shared")).isEqualTo(Outcome.requeueAfter(INTERVAL));
    assertThat(place.readyCluster("shared")).isEqualTo("True Valid: store validated");
  }

  @Test
  void whetherAClusterStoreWithTheCredentialsOfItsUsersWorksIsUnknown() {
    place.applyCluster("shared", WITH_TOKEN);

    assertThat(place.reconcileCluster("shared")).isEqualTo(Outcome.requeueAfter(INTERVAL));
    assertThat(place.readyCluster("shared"))
        .isEqualTo("True ValidationUnknown: could not determine validation status");
    assertThat(place.store.openClients()).isZero();
  }

  @Test
  void conditionsThatCannotBeReadAreRefused() {
    place.applyCluster(
        "shared", "{conditions: [{namespaceRegexes: ['(']}], provider: {memory: {}}}");

    assertThat(place.reconcileCluster("shared")).isEqualTo(Outcome.done());
    assertThat(place.readyCluster("shared"))
        .contains("spec.conditions.namespaceRegexes", "is not a regular expression");
  }

  @Test
  void theStoreOfAnotherControllerIsLeftAlone() {
    place.apply("theirs", "{controller: eso, provider: {memory: {}}}");

    assertThat(writesOf(() -> place.reconcile("theirs"))).isEmpty();
    assertThat(place.reconcile("theirs")).isEqualTo(Outcome.done());
    assertThat(place.ready("theirs")).isEqualTo("none");
  }

  @Test
  void aStatusThatCannotBeWrittenIsTriedAgainAndNothingIsSaid() {
    place.apply("store", PLAIN);
    place.cluster.server().admitWith(_ -> new Verdict.Down());
    assertThat(place.reconcile("store")).isInstanceOf(Outcome.Retry.class);
    assertThat(place.cluster.events().lines()).isEmpty();

    place.cluster.server().admitWith(_ -> new Verdict.Allowed());
    Outcome _ = place.reconcile("store");
    assertThat(place.ready("store")).startsWith("True Valid");
    assertThat(place.cluster.events().lines()).hasSize(1);
  }

  @Test
  void whatIsNotThereIsDone() {
    assertThat(place.reconcile("none")).isEqualTo(Outcome.done());
    assertThat(place.reconcileCluster("none")).isEqualTo(Outcome.done());
    assertThat(place.cluster.find(CLUSTER_STORE, ObjectKey.clusterScoped("none"))).isEmpty();
  }
}
