package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads of objects, lists and kinds. */
interface ReadContract extends ContractServer {

  ResourceType MAP = ResourceType.CONFIG_MAP;

  private List<String> names(ApiRequest request) {
    List<String> names = new ArrayList<>();
    client()
        .send(request)
        .body()
        .path("items")
        .forEach(item -> names.add(item.path("metadata").path("name").asText()));
    return names;
  }

  @Test
  default void aListHasAVersionAndItemsInOrder() {
    client().create(MAP, "b", "{}");
    client().create(MAP, "a", "{}");
    ApiAnswer last = client().create(MAP, "a-b", "{}");
    ApiAnswer list = client().list(MAP);

    assertThat(list.code()).isEqualTo(200);
    assertThat(list.body().path("kind").asText()).isEqualTo("ConfigMapList");
    assertThat(Long.parseLong(version(list))).isGreaterThanOrEqualTo(Long.parseLong(version(last)));
    assertThat(names(client().listRequest(MAP))).containsExactly("a", "a-b", "b");
    JsonNode item = list.body().path("items").path(0);
    assertThat(item.has("kind")).isFalse();
    assertThat(item.path("metadata").path("namespace").asText()).isEqualTo(client().namespace());
  }

  @Test
  default void itemsOfCustomResourcesNameTheirKind() {
    client().create(ContractClient.SEALED_SECRET, "a", "{'spec':{'encryptedData':{}}}");
    JsonNode item = client().list(ContractClient.SEALED_SECRET).body().path("items").path(0);

    assertThat(item.path("kind").asText()).isEqualTo("SealedSecret");
    assertThat(item.path("apiVersion").asText()).isEqualTo("bitnami.com/v1alpha1");
  }

  @Test
  default void aListOfMetadataLeavesTheRestOut() {
    client().create(ResourceType.SECRET, "a", "{'data':{'x':'eA=='}}");
    ApiAnswer list =
        client()
            .send(
                client().listRequest(ResourceType.SECRET).accepting(ApiRequest.METADATA_LIST_ONLY));

    assertThat(list.body().path("kind").asText()).isEqualTo("PartialObjectMetadataList");
    JsonNode item = list.body().path("items").path(0);
    assertThat(item.has("data")).isFalse();
    assertThat(item.path("metadata"))
        .isEqualTo(client().get(ResourceType.SECRET, "a").body().path("metadata"));
  }

  @Test
  default void aListInPagesIsOfOneVersion() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      client().create(MAP, name, "{}");
    }
    ApiRequest request = client().listRequest(MAP).with("limit", "2");
    ApiAnswer first = client().send(request);
    assertThat(first.body().path("items")).hasSize(2);
    assertThat(first.body().path("metadata").path("remainingItemCount").asInt()).isEqualTo(3);
    client().delete(MAP, "c", "{}");
    client().create(MAP, "f", "{}");

    ApiAnswer second = client().send(request.with("continue", more(first)));
    ApiAnswer third = client().send(request.with("continue", more(second)));
    assertThat(second.body().path("items").path(0).path("metadata").path("name").asText())
        .isEqualTo("c");
    assertThat(third.body().path("items")).hasSize(1);
    assertThat(more(third)).isEmpty();
    assertThat(version(second)).isEqualTo(version(first));
    assertThat(version(third)).isEqualTo(version(first));
  }

  private static String more(ApiAnswer page) {
    return page.body().path("metadata").path("continue").asText();
  }

  @Test
  default void aListedPageIsPassedOnItemByItem() {
    for (String name : List.of("a", "b", "c")) {
      client().create(MAP, name, "{}");
    }
    Set<String> seen = new HashSet<>();
    ApiAnswer rest = list(client().listRequest(MAP).with("limit", "2"), seen);

    assertThat(seen).containsExactlyInAnyOrder("a", "b");
    assertThat(rest.body().path("items").isEmpty()).isTrue();
    assertThat(more(rest)).isNotEmpty();
  }

  private ApiAnswer list(ApiRequest request, Set<String> seen) {
    try {
      return client()
          .calls()
          .list(
              request, (ObjectNode item) -> seen.add(item.path("metadata").path("name").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  default void listsSelectByLabelsAndFields() {
    client().create(MAP, "a", "{'metadata':{'labels':{'tier':'web','v':'1'}}}");
    client().create(MAP, "b", "{'metadata':{'labels':{'tier':'db'}}}");
    client().create(MAP, "c", "{}");

    ApiRequest all = client().listRequest(MAP);
    assertThat(names(all.with("labelSelector", "tier=web"))).containsExactly("a");
    assertThat(names(all.with("labelSelector", "tier!=web"))).containsExactly("b", "c");
    assertThat(names(all.with("labelSelector", "tier in (web, db),!v"))).containsExactly("b");
    assertThat(names(all.with("labelSelector", "tier notin (web)"))).containsExactly("b", "c");
    assertThat(names(all.with("labelSelector", "tier"))).containsExactly("a", "b");
    assertThat(names(all.with("fieldSelector", "metadata.name=b"))).containsExactly("b");
    assertThat(client().send(all.with("fieldSelector", "data.x=1")).code()).isEqualTo(400);
  }

  @Test
  default void secretsAreSelectedByType() {
    client().create(ResourceType.SECRET, "a", "{'type':'example.com/t'}");
    client().create(ResourceType.SECRET, "b", "{}");

    assertThat(
            names(
                client()
                    .listRequest(ResourceType.SECRET)
                    .with("fieldSelector", "type=example.com/t")))
        .containsExactly("a");
  }

  @Test
  default void groupVersionsListTheirKinds() {
    ApiAnswer core = client().send(ApiRequest.get("/api/v1"));
    ApiAnswer custom = client().send(ApiRequest.get("/apis/bitnami.com/v1alpha1"));
    ApiAnswer none = client().send(ApiRequest.get("/apis/no.such.group/v1"));

    assertThat(resource(core, "namespaces").path("namespaced").asBoolean(true)).isFalse();
    assertThat(resource(core, "secrets").path("kind").asText()).isEqualTo("Secret");
    assertThat(resource(core, "secrets").path("namespaced").asBoolean()).isTrue();
    assertThat(resource(custom, "sealedsecrets").path("kind").asText()).isEqualTo("SealedSecret");
    assertThat(resource(custom, "sealedsecrets/status").isMissingNode()).isFalse();
    assertThat(none.code()).isEqualTo(404);
  }

  private static JsonNode resource(ApiAnswer list, String name) {
    for (JsonNode resource : list.body().path("resources")) {
      if (resource.path("name").asText().equals(name)) {
        return resource;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  @Test
  default void whatIsNotThereIsNotFound() {
    ApiAnswer secret = client().get(ResourceType.SECRET, "none");
    assertThat(secret.code()).isEqualTo(404);
    assertThat(secret.reason()).isEqualTo("NotFound");
    assertThat(secret.message()).isEqualTo("secrets \"none\" not found");
    ApiAnswer sealed = client().get(ContractClient.SEALED_SECRET, "none");
    assertThat(sealed.message()).isEqualTo("sealedsecrets.bitnami.com \"none\" not found");
    ResourceType unknown = new ResourceType("no.such.group", "v1", "Thing", "things", true);
    assertThat(client().get(unknown, "none").code()).isEqualTo(404);
    assertThat(client().list(unknown).code()).isEqualTo(404);
  }

  @Test
  default void bothVersionsOfAnExternalSecretShowTheSame() {
    client()
        .create(
            ContractClient.EXTERNAL_SECRET,
            "a",
            "{'spec':{'secretStoreRef':{'name':'s'},'data':[{'secretKey':'k',"
                + "'remoteRef':{'key':'r'}}]}}");
    ResourceType old =
        new ResourceType(
            "external-secrets.io", "v1beta1", "ExternalSecret", "externalsecrets", true);
    JsonNode shown = client().get(old, "a").body();

    assertThat(shown.path("apiVersion").asText()).isEqualTo("external-secrets.io/v1beta1");
    assertThat(shown.path("spec"))
        .isEqualTo(client().get(ContractClient.EXTERNAL_SECRET, "a").body().path("spec"));
  }
}
