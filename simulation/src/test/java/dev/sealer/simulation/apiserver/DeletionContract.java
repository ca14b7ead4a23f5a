package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.generation;
import static dev.sealer.simulation.apiserver.ContractClient.json;
import static dev.sealer.simulation.apiserver.ContractClient.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import org.junit.jupiter.api.Test;

/** Deletions. */
interface DeletionContract extends ContractServer {

  ResourceType MAP = ResourceType.CONFIG_MAP;
  String FINALIZED = "{'metadata':{'finalizers':['example.com/a']},'data':{'x':'1'}}";

  @Test
  default void aDeletionWithoutFinalizersIsAtOnce() {
    ApiAnswer created = client().create(MAP, "a", "{}");
    ApiAnswer deleted = client().delete(MAP, "a", "{}");

    assertThat(deleted.code()).isEqualTo(200);
    assertThat(deleted.body().path("status").asText()).isEqualTo("Success");
    JsonNode details = deleted.body().path("details");
    assertThat(details.path("kind").asText()).isEqualTo("configmaps");
    assertThat(details.path("uid")).isEqualTo(created.body().path("metadata").path("uid"));
    assertThat(client().get(MAP, "a").code()).isEqualTo(404);
    assertThat(client().delete(MAP, "a", "{}").code()).isEqualTo(404);
  }

  @Test
  default void aDeletionWithFinalizersKeepsTheWholeObject() {
    ApiAnswer created = client().create(MAP, "a", FINALIZED);
    ApiAnswer deleted = client().delete(MAP, "a", "{'propagationPolicy':'Background'}");

    assertThat(deleted.code()).isEqualTo(200);
    JsonNode left = client().get(MAP, "a").body();
    assertThat(deleted.body()).isEqualTo(left);
    assertThat(left.path("metadata").path("deletionTimestamp").isTextual()).isTrue();
    assertThat(left.path("metadata").path("deletionGracePeriodSeconds").asInt(-1)).isZero();
    assertThat(left.path("data")).isEqualTo(created.body().path("data"));
    assertThat(left.path("metadata").path("managedFields"))
        .isEqualTo(created.body().path("metadata").path("managedFields"));
    assertThat(version(deleted)).isNotEqualTo(version(created));

    ApiAnswer again = client().delete(MAP, "a", "{'propagationPolicy':'Background'}");
    assertThat(again.code()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(left);
  }

  @Test
  default void theLastFinalizerEndsTheObject() {
    client().create(MAP, "a", "{'metadata':{'finalizers':['example.com/a','example.com/b']}}");
    client().delete(MAP, "a", "{}");
    ApiAnswer one = client().merge(MAP, "a", "{'metadata':{'finalizers':['example.com/a']}}", "m");
    assertThat(one.code()).isEqualTo(200);
    assertThat(client().get(MAP, "a").code()).isEqualTo(200);

    ApiAnswer last = client().merge(MAP, "a", "{'metadata':{'finalizers':null}}", "m");
    assertThat(last.code()).isEqualTo(200);
    assertThat(client().get(MAP, "a").code()).isEqualTo(404);
  }

  @Test
  default void anObjectThatIsDeletedTakesNoNewFinalizers() {
    client().create(MAP, "a", FINALIZED);
    client().delete(MAP, "a", "{}");
    ApiAnswer refused =
        client()
            .merge(MAP, "a", "{'metadata':{'finalizers':['example.com/a','example.com/b']}}", "m");

    assertThat(refused.code()).isEqualTo(422);
    JsonNode cause = refused.body().path("details").path("causes").path(0);
    assertThat(cause.path("reason").asText()).isEqualTo("FieldValueForbidden");
    assertThat(cause.path("field").asText()).isEqualTo("metadata.finalizers");
    assertThat(cause.path("message").asText())
        .isEqualTo(
            "Forbidden: no new finalizers can be added if the object is being deleted, found new"
                + " finalizers []string{\"example.com/b\"}");
    ApiAnswer other = client().merge(MAP, "a", "{'data':{'x':'2'}}", "m");
    assertThat(other.code()).isEqualTo(200);
  }

  @Test
  default void aDeletionTimeCannotBeTakenBack() {
    client().create(MAP, "a", FINALIZED);
    ApiAnswer deleted = client().delete(MAP, "a", "{}");
    ApiAnswer merged = client().merge(MAP, "a", "{'metadata':{'deletionTimestamp':null}}", "m");

    assertThat(merged.body().path("metadata").path("deletionTimestamp"))
        .isEqualTo(deleted.body().path("metadata").path("deletionTimestamp"));
  }

  @Test
  default void aDeletionCountsAsAGeneration() {
    client()
        .create(
            ContractClient.SEALED_SECRET,
            "a",
            "{'metadata':{'finalizers':['example.com/a']},'spec':{'encryptedData':{}}}");
    ApiAnswer deleted = client().delete(ContractClient.SEALED_SECRET, "a", "{}");

    assertThat(generation(deleted)).isEqualTo(2);
  }

  @Test
  default void foregroundAndOrphanAreFinalizers() {
    client().create(MAP, "a", "{}");
    ApiAnswer foreground = client().delete(MAP, "a", "{'propagationPolicy':'Foreground'}");
    assertThat(foreground.code()).isEqualTo(200);
    assertThat(foreground.body().path("metadata").path("finalizers"))
        .isEqualTo(json("{'l':['foregroundDeletion']}").path("l"));

    client().create(MAP, "b", FINALIZED);
    ApiAnswer orphan = client().delete(MAP, "b", "{'propagationPolicy':'Orphan'}");
    assertThat(orphan.code()).isEqualTo(200);
    assertThat(orphan.body().path("metadata").path("finalizers"))
        .isEqualTo(json("{'l':['example.com/a','orphan']}").path("l"));
  }

  @Test
  default void aDeletionIsOnlyOfTheVeryObject() {
    ApiAnswer created = client().create(MAP, "a", "{}");
    String uid = created.body().path("metadata").path("uid").asText();
    String other = "11111111-2222-3333-4444-555555555555";

    ApiAnswer wrongUid = client().delete(MAP, "a", "{'preconditions':{'uid':'" + other + "'}}");
    assertThat(wrongUid.code()).isEqualTo(409);
    assertThat(wrongUid.reason()).isEqualTo("Conflict");
    assertThat(wrongUid.message())
        .isEqualTo(
            "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition ("
                + other
                + ") does not match the UID in record ("
                + uid
                + "). The object might have been deleted and then recreated");
    ApiAnswer wrongVersion = client().delete(MAP, "a", "{'preconditions':{'resourceVersion':'1'}}");
    assertThat(wrongVersion.code()).isEqualTo(409);
    ApiAnswer right =
        client()
            .delete(
                MAP,
                "a",
                "{'preconditions':{'uid':'%s','resourceVersion':'%s'}}"
                    .formatted(uid, version(created)));
    assertThat(right.code()).isEqualTo(200);
  }

  @Test
  default void aDryRunOfADeletionDeletesNothing() {
    ApiAnswer created = client().create(MAP, "a", "{}");
    ApiAnswer deleted = client().delete(MAP, "a", "{'dryRun':['All']}");

    assertThat(deleted.code()).isEqualTo(200);
    assertThat(client().get(MAP, "a").body()).isEqualTo(created.body());
  }

  @Test
  default void aDryRunThatWouldTakeTheLastFinalizerAwayAnswersWithNothing() {
    client().create(MAP, "a", "{}");
    client().delete(MAP, "a", "{'propagationPolicy':'Orphan'}");
    ApiAnswer answer =
        client().delete(MAP, "a", "{'propagationPolicy':'Background','dryRun':['All']}");

    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{}}"));
    assertThat(client().get(MAP, "a").code()).isEqualTo(200);
    client().delete(MAP, "a", "{'propagationPolicy':'Background'}");
    assertThat(client().get(MAP, "a").code()).isEqualTo(404);
  }

  @Test
  default void aDeletionThatTakesTheLastFinalizerAwayLosesItsVersion() {
    client().create(MAP, "a", "{}");
    ApiAnswer ending = client().delete(MAP, "a", "{'propagationPolicy':'Orphan'}");
    ApiAnswer answer =
        client()
            .delete(
                MAP,
                "a",
                "{'propagationPolicy':'Background','preconditions':{'resourceVersion':'%s'}}"
                    .formatted(version(ending)));

    assertThat(answer.code()).isEqualTo(409);
    assertThat(answer.message()).contains("Precondition failed");
    assertThat(client().get(MAP, "a").code()).isEqualTo(200);
  }

  @Test
  default void aNamespaceEndsInSteps() {
    ContractClient inside = client();
    String name = inside.namespace();
    inside.create(MAP, "a", "{}");
    ApiAnswer ending = client().delete(ResourceType.NAMESPACE, name, "{}");

    assertThat(ending.code()).isEqualTo(200);
    assertThat(ending.body().path("status").path("phase").asText()).isEqualTo("Terminating");
    assertThat(ending.body().path("metadata").has("deletionTimestamp")).isTrue();
    ApiAnswer created = inside.create(MAP, "b", "{}");
    ApiAnswer applied = inside.apply(MAP, "b", "{}", "us");
    for (ApiAnswer refused : new ApiAnswer[] {created, applied}) {
      assertThat(refused.code()).isEqualTo(403);
      assertThat(refused.reason()).isEqualTo("Forbidden");
      assertThat(refused.message())
          .isEqualTo(
              "configmaps \"b\" is forbidden: unable to create new content in namespace "
                  + name
                  + " because it is being terminated");
      JsonNode cause = refused.body().path("details").path("causes").path(0);
      assertThat(cause.path("reason").asText()).isEqualTo("NamespaceTerminating");
    }
  }
}
