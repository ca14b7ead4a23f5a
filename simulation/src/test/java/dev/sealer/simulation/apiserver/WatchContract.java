package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.event;
import static dev.sealer.simulation.apiserver.ContractClient.events;
import static dev.sealer.simulation.apiserver.ContractClient.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import org.junit.jupiter.api.Test;

/** Watches. */
interface WatchContract extends ContractServer {

  ResourceType MAP = ResourceType.CONFIG_MAP;

  @Test
  default void aWatchTellsOfAllChangesAfterItsVersion() {
    client().create(MAP, "before", "{}");
    String from = version(client().list(MAP));
    try (Lines lines = client().watch(MAP, from)) {
      client().create(MAP, "a", "{}");
      client().merge(MAP, "a", "{'data':{'x':'1'}}", "m");
      client().merge(MAP, "a", "{'data':{'x':'1'}}", "m");
      client().delete(MAP, "a", "{}");
      client().create(MAP, "b", "{}");

      assertThat(lines.code()).isEqualTo(200);
      assertThat(events(lines, 4)).containsExactly("ADDED a", "MODIFIED a", "DELETED a", "ADDED b");
    }
    try (Lines again = client().watch(MAP, from)) {
      assertThat(events(again, 2)).containsExactly("ADDED a", "MODIFIED a");
    }
  }

  @Test
  default void eventsCarryTheObjectAtItsVersion() {
    String from = version(client().list(MAP));
    ApiAnswer created = client().create(MAP, "a", "{'data':{'x':'1'}}");
    client().delete(MAP, "a", "{}");
    try (Lines lines = client().watch(MAP, from)) {
      JsonNode added = event(lines).path("object");
      JsonNode deleted = event(lines).path("object");

      assertThat(added).isEqualTo(created.body());
      assertThat(deleted.path("data")).isEqualTo(created.body().path("data"));
      assertThat(deleted.path("metadata").path("resourceVersion").asLong())
          .isGreaterThan(Long.parseLong(version(created)));
    }
  }

  @Test
  default void theBeginOfADeletionIsAChange() {
    client().create(MAP, "a", "{'metadata':{'finalizers':['example.com/a']}}");
    String from = version(client().list(MAP));
    client().delete(MAP, "a", "{}");
    client().merge(MAP, "a", "{'metadata':{'finalizers':null}}", "m");
    try (Lines lines = client().watch(MAP, from)) {
      assertThat(events(lines, 2)).containsExactly("MODIFIED a", "DELETED a");
    }
  }

  @Test
  default void leavingASelectorIsADeletion() {
    String from = version(client().list(MAP));
    client().create(MAP, "a", "{'metadata':{'labels':{'v':'yes'}}}");
    ApiAnswer left = client().merge(MAP, "a", "{'metadata':{'labels':{'v':'no'}}}", "m");
    client().merge(MAP, "a", "{'data':{'x':'1'}}", "m");
    client().merge(MAP, "a", "{'metadata':{'labels':{'v':'yes'}}}", "m");
    ApiRequest request = client().watchRequest(MAP, from).with("labelSelector", "v=yes");
    try (Lines lines = client().open(request)) {
      assertThat(events(lines, 1)).containsExactly("ADDED a");
      JsonNode deleted = event(lines);
      assertThat(deleted.path("type").asText()).isEqualTo("DELETED");
      JsonNode metadata = deleted.path("object").path("metadata");
      assertThat(metadata.path("resourceVersion").asText()).isEqualTo(version(left));
      assertThat(metadata.path("labels").path("v").asText()).isEqualTo("yes");
      assertThat(events(lines, 1)).containsExactly("ADDED a");
    }
  }

  @Test
  default void aWatchOfMetadataLeavesTheRestOut() {
    String from = version(client().list(ResourceType.SECRET));
    client().create(ResourceType.SECRET, "a", "{'data':{'x':'Y2FuYXJ5'}}");
    ApiRequest request =
        client().watchRequest(ResourceType.SECRET, from).accepting(ApiRequest.METADATA_ONLY);
    try (Lines lines = client().open(request)) {
      JsonNode added = event(lines);
      assertThat(added.toString()).doesNotContain("Y2FuYXJ5");
      assertThat(added.path("object").path("kind").asText()).isEqualTo("PartialObjectMetadata");
    }
  }

  @Test
  default void aWatchOfAllNamespacesSeesOne() {
    String from = version(client().list(MAP));
    client().create(MAP, "only-here", "{}");
    ApiRequest request =
        ApiRequest.get(MAP.collectionPath(""))
            .with("watch", "true")
            .with("resourceVersion", from)
            .with("timeoutSeconds", "60")
            .with("fieldSelector", "metadata.namespace=" + client().namespace());
    try (Lines lines = client().open(request)) {
      assertThat(events(lines, 1)).containsExactly("ADDED only-here");
    }
  }

  @Test
  default void aWatchEndsAfterItsTime() {
    ApiRequest request =
        client().watchRequest(MAP, version(client().list(MAP))).with("timeoutSeconds", "1");
    try (Lines lines = client().open(request)) {
      assertThat(event(lines).path("type").asText()).isEqualTo("END");
    }
  }

  @Test
  default void aWatchOfAnUnknownKindIsRefused() {
    ResourceType unknown = new ResourceType("no.such.group", "v1", "Thing", "things", true);
    try (Lines lines = client().watch(unknown, "5")) {
      assertThat(lines.code()).isEqualTo(404);
    }
  }

  @Test
  default void changesOfAStatusAreChanges() {
    ResourceType type = ContractClient.SEALED_SECRET;
    client().create(type, "a", "{'spec':{'encryptedData':{}}}");
    String from = version(client().list(type));
    client().mergeStatus(type, "a", "{'status':{'observedGeneration':1}}", "m");
    try (Lines lines = client().watch(type, from)) {
      JsonNode modified = event(lines);
      assertThat(modified.path("type").asText()).isEqualTo("MODIFIED");
      assertThat(modified.path("object").path("status").path("observedGeneration").asInt())
          .isEqualTo(1);
    }
  }
}
