package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.base64;
import static dev.sealer.simulation.apiserver.ContractClient.fields;
import static dev.sealer.simulation.apiserver.ContractClient.generation;
import static dev.sealer.simulation.apiserver.ContractClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import org.junit.jupiter.api.Test;

/** Creates. */
interface CreateContract extends ContractServer {

  @Test
  default void aCreateGivesAnObjectItsIdentity() {
    ApiAnswer created =
        client().create(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'1'},'unknown':true}");

    assertThat(created.code()).isEqualTo(201);
    JsonNode object = created.body();
    assertThat(object.path("kind").asText()).isEqualTo("ConfigMap");
    assertThat(object.path("apiVersion").asText()).isEqualTo("v1");
    assertThat(object.has("unknown")).isFalse();
    JsonNode metadata = object.path("metadata");
    assertThat(metadata.path("uid").asText()).hasSize(36);
    assertThat(metadata.path("resourceVersion").asText()).containsOnlyDigits();
    assertThat(metadata.path("creationTimestamp").asText()).endsWith("Z").hasSize(20);
    assertThat(metadata.has("generation")).isFalse();
    assertThat(metadata.path("namespace").asText()).isEqualTo(client().namespace());
    assertThat(client().get(ResourceType.CONFIG_MAP, "a").body()).isEqualTo(object);
  }

  @Test
  default void aCreatorOwnsWhatItSentByUpdate() {
    ApiAnswer created =
        client()
            .create(
                ResourceType.SECRET, "a", "{'metadata':{'labels':{'l':'1'}},'data':{'x':'eA=='}}");

    assertThat(fields(created, "creator", "Update"))
        .isEqualTo(
            json(
                """
                {'f:data': {'.': {}, 'f:x': {}},
                 'f:metadata': {'f:labels': {'.': {}, 'f:l': {}}},
                 'f:type': {}}
                """));
  }

  @Test
  default void aTakenNameIsAConflict() {
    client().create(ResourceType.CONFIG_MAP, "a", "{}");
    ApiAnswer again = client().create(ResourceType.CONFIG_MAP, "a", "{}");

    assertThat(again.code()).isEqualTo(409);
    assertThat(again.reason()).isEqualTo("AlreadyExists");
    assertThat(again.message()).isEqualTo("configmaps \"a\" already exists");
    assertThat(again.body().path("details")).isEqualTo(json("{'name':'a','kind':'configmaps'}"));
  }

  @Test
  default void namesAreGeneratedFromAPrefix() {
    ObjectNode object =
        json("{'apiVersion':'v1','kind':'Secret','metadata':{'generateName':'key'}}");
    ApiRequest request =
        ApiRequest.post(ResourceType.SECRET.collectionPath(client().namespace()), Json.text(object))
            .with("fieldManager", "creator");
    JsonNode first = client().send(request).body().path("metadata");
    JsonNode second = client().send(request).body().path("metadata");

    assertThat(first.path("name").asText()).matches("key[a-z0-9]{5}");
    assertThat(first.path("generateName").asText()).isEqualTo("key");
    assertThat(second.path("name")).isNotEqualTo(first.path("name"));
  }

  @Test
  default void anObjectNeedsANamespaceThatIsThere() {
    ContractClient nowhere = new ContractClient(client().calls(), "no-such-namespace");

    for (ApiAnswer answer :
        new ApiAnswer[] {
          nowhere.create(ResourceType.SECRET, "a", "{}"),
          nowhere.apply(ResourceType.SECRET, "a", "{}", "us"),
          nowhere.apply(ContractClient.SEALED_SECRET, "a", "{'spec':{'encryptedData':{}}}", "us")
        }) {
      assertThat(answer.code()).isEqualTo(404);
      assertThat(answer.message()).isEqualTo("namespaces \"no-such-namespace\" not found");
      assertThat(answer.body().path("details"))
          .isEqualTo(json("{'name':'no-such-namespace','kind':'namespaces'}"));
    }
  }

  @Test
  default void aVersionCannotBeGivenToANewObject() {
    ApiAnswer answer =
        client().create(ResourceType.CONFIG_MAP, "a", "{'metadata':{'resourceVersion':'1'}}");

    assertThat(answer.code()).isEqualTo(500);
    assertThat(answer.message())
        .isEqualTo("resourceVersion should not be set on objects to be created");
    assertThat(client().get(ResourceType.CONFIG_MAP, "a").code()).isEqualTo(404);
  }

  @Test
  default void theNamespaceOfAnObjectMustBeThatOfItsPath() {
    ApiAnswer answer =
        client().create(ResourceType.CONFIG_MAP, "a", "{'metadata':{'namespace':'other'}}");

    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.reason()).isEqualTo("BadRequest");
    assertThat(answer.message())
        .isEqualTo(
            "the namespace of the provided object does not match the namespace sent on the"
                + " request");
  }

  @Test
  default void namesMustHaveTheirForm() {
    ApiAnswer answer = client().create(ResourceType.CONFIG_MAP, "My_DB", "{}");

    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.reason()).isEqualTo("Invalid");
    JsonNode cause = answer.body().path("details").path("causes").path(0);
    assertThat(cause.path("field").asText()).isEqualTo("metadata.name");
    assertThat(cause.path("reason").asText()).isEqualTo("FieldValueInvalid");
    assertThat(cause.path("message").asText())
        .startsWith(
            "Invalid value: \"My_DB\": a lowercase RFC 1123 subdomain must consist of lower case"
                + " alphanumeric characters");
  }

  @Test
  default void aDryRunOfACreateStoresNothing() {
    ObjectNode object = json("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'}}");
    ApiRequest request =
        ApiRequest.post(
                ResourceType.CONFIG_MAP.collectionPath(client().namespace()), Json.text(object))
            .with("fieldManager", "creator")
            .with("dryRun", "All");
    ApiAnswer answer = client().send(request);

    assertThat(answer.code()).isEqualTo(201);
    assertThat(answer.body().path("metadata").has("uid")).isTrue();
    assertThat(answer.body().path("metadata").has("resourceVersion")).isFalse();
    assertThat(client().get(ResourceType.CONFIG_MAP, "a").code()).isEqualTo(404);
    ApiAnswer versioned =
        client()
            .send(
                client()
                    .applyRequest(
                        ResourceType.CONFIG_MAP, "a", "{'metadata':{'resourceVersion':'7'}}", "us")
                    .with("dryRun", "All"));
    assertThat(versioned.body().path("metadata").path("resourceVersion").asText()).isEqualTo("7");
    client().create(ResourceType.CONFIG_MAP, "a", "{}");
    assertThat(client().send(request).code()).isEqualTo(409);
  }

  @Test
  default void aNewNamespaceIsActiveAndLabeled() {
    String name = client().namespace();
    ApiAnswer namespace = client().get(ResourceType.NAMESPACE, name);

    assertThat(namespace.body().path("status")).isEqualTo(json("{'phase':'Active'}"));
    assertThat(namespace.body().path("spec")).isEqualTo(json("{'finalizers':['kubernetes']}"));
    assertThat(
            namespace
                .body()
                .path("metadata")
                .path("labels")
                .path("kubernetes.io/metadata.name")
                .asText())
        .isEqualTo(name);
  }

  @Test
  default void leasesAndEventsAreKeptAsTheyAreSent() {
    ApiAnswer lease =
        client()
            .create(
                ContractClient.LEASE,
                "a",
                """
                {'spec':{'holderIdentity':'','leaseDurationSeconds':15,'leaseTransitions':0,
                 'renewTime':'2026-01-02T03:04:05.000006Z'}}
                """);
    assertThat(lease.body().path("spec"))
        .isEqualTo(
            json(
                """
                {'holderIdentity':'','leaseDurationSeconds':15,'leaseTransitions':0,
                 'renewTime':'2026-01-02T03:04:05.000006Z'}
                """));
    assertThat(lease.body().path("metadata").has("generation")).isFalse();

    String namespace = client().namespace();
    ApiAnswer event =
        client()
            .create(
                ContractClient.EVENT,
                "a.1",
                """
                {'involvedObject':{'kind':'Secret','name':'a','namespace':'%s'},
                 'reason':'Tested','message':'m','type':'Normal','count':1,
                 'firstTimestamp':'2026-01-02T03:04:05Z','lastTimestamp':'2026-01-02T03:04:05Z',
                 'source':{'component':'c'},'reportingComponent':'c'}
                """
                    .formatted(namespace));
    assertThat(event.code()).isEqualTo(201);
    assertThat(event.body().path("count").asInt()).isEqualTo(1);
    assertThat(event.body().path("eventTime").isNull()).isTrue();
    assertThat(event.body().path("reportingInstance").isTextual()).isTrue();
  }

  @Test
  default void anEventIsInTheNamespaceOfItsObject() {
    ApiAnswer answer =
        client()
            .create(
                ContractClient.EVENT,
                "a.1",
                "{'involvedObject':{'kind':'Secret','name':'a','namespace':'other'}}");

    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.body().path("details").path("causes").path(0).path("field").asText())
        .isEqualTo("involvedObject.namespace");
  }

  @Test
  default void aBodyOfMetadataOnlyLeavesTheRestOut() {
    ApiRequest request =
        client()
            .applyRequest(
                ResourceType.SECRET, "a", "{'data':{'x':'" + base64("canary") + "'}}", "us")
            .accepting(ApiRequest.METADATA_ONLY);
    ApiAnswer answer = client().send(request);

    assertThat(answer.code()).isEqualTo(201);
    assertThat(answer.body().has("data")).isFalse();
    assertThat(answer.body().path("kind").asText()).isEqualTo("PartialObjectMetadata");
    assertThat(answer.body().path("apiVersion").asText()).isEqualTo("meta.k8s.io/v1");
    ApiAnswer whole = client().get(ResourceType.SECRET, "a");
    assertThat(answer.body().path("metadata")).isEqualTo(whole.body().path("metadata"));
  }

  @Test
  default void aNewCustomResourceHasAGenerationAndNoStatus() {
    ApiAnswer created =
        client()
            .create(
                ContractClient.SEALED_SECRET,
                "a",
                """
                {'spec':{'encryptedData':{'x':'AgA='}},'status':{'observedGeneration':7},
                 'extra':1}
                """);

    assertThat(created.code()).isEqualTo(201);
    assertThat(generation(created)).isEqualTo(1);
    assertThat(created.body().has("status")).isFalse();
    assertThat(created.body().has("extra")).isFalse();
  }

  @Test
  default void aNameInAnotherNamespaceIsAnotherObject() {
    client().create(ResourceType.CONFIG_MAP, "a", "{}");
    ObjectKey elsewhere = new ObjectKey("default", "a");

    assertThat(client().send(ApiRequest.get(ResourceType.CONFIG_MAP.objectPath(elsewhere))).code())
        .isEqualTo(404);
  }
}
