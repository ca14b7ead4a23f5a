package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.entry;
import static dev.sealer.simulation.apiserver.ContractClient.fields;
import static dev.sealer.simulation.apiserver.ContractClient.json;
import static dev.sealer.simulation.apiserver.ContractClient.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Server-side apply. */
interface ApplyContract extends ContractServer {

  ResourceType MAP = ResourceType.CONFIG_MAP;

  @Test
  default void anApplyCreatesChangesAndLeavesAsItIs() {
    ApiAnswer created = client().apply(MAP, "a", "{'data':{'x':'1'}}", "us");
    ApiAnswer same = client().apply(MAP, "a", "{'data':{'x':'1'}}", "us");
    ApiAnswer more = client().apply(MAP, "a", "{'data':{'x':'1','y':'2'}}", "us");

    assertThat(created.code()).isEqualTo(201);
    assertThat(same.code()).isEqualTo(200);
    assertThat(same.body()).isEqualTo(created.body());
    assertThat(version(more)).isNotEqualTo(version(created));
    assertThat(fields(more, "us", "Apply")).isEqualTo(json("{'f:data':{'f:x':{},'f:y':{}}}"));
  }

  @Test
  default void whatIsNoLongerAppliedGoes() {
    client().apply(MAP, "a", "{'data':{'x':'1','y':'2'}}", "us");
    ApiAnswer less = client().apply(MAP, "a", "{'data':{'y':'2'}}", "us");
    assertThat(less.body().path("data")).isEqualTo(json("{'y':'2'}"));

    ApiAnswer none = client().apply(MAP, "a", "{}", "us");
    assertThat(none.body().has("data")).isFalse();
    assertThat(none.body().path("metadata").has("managedFields")).isFalse();
  }

  @Test
  default void whatOthersOwnStaysWhenItIsNoLongerApplied() {
    client().apply(MAP, "a", "{'data':{'x':'1','y':'2'}}", "us");
    client().apply(MAP, "a", "{'data':{'x':'1'}}", "them");
    ApiAnswer left = client().apply(MAP, "a", "{}", "us");

    assertThat(left.body().path("data")).isEqualTo(json("{'x':'1'}"));
    assertThat(entry(left, "us", "Apply").isMissingNode()).isTrue();
  }

  @Test
  default void whatOthersWroteByUpdateStaysWhenItIsNoLongerApplied() {
    client().create(MAP, "a", "{'data':{'x':'1'}}");
    client().apply(MAP, "a", "{'data':{'x':'1','y':'2'}}", "us");
    ApiAnswer left = client().apply(MAP, "a", "{}", "us");

    assertThat(left.body().path("data")).isEqualTo(json("{'x':'1'}"));
  }

  @Test
  default void equalValuesAreOwnedTogether() {
    ApiAnswer created = client().apply(MAP, "a", "{'data':{'x':'1'}}", "us");
    ApiAnswer both = client().apply(MAP, "a", "{'data':{'x':'1'}}", "them");

    assertThat(version(both)).isNotEqualTo(version(created));
    JsonNode field = json("{'f:data':{'f:x':{}}}");
    assertThat(fields(both, "us", "Apply")).isEqualTo(field);
    assertThat(fields(both, "them", "Apply")).isEqualTo(field);
  }

  @Test
  default void fieldsOfOthersAreConflicts() {
    client().apply(MAP, "a", "{'data':{'x':'1'}}", "them");
    ApiAnswer refused = client().apply(MAP, "a", "{'data':{'x':'2'}}", "us");

    assertThat(refused.code()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("Conflict");
    assertThat(refused.message())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"them\": .data.x");
    JsonNode causes = refused.body().path("details").path("causes");
    assertThat(causes).hasSize(1);
    assertThat(causes.path(0).path("reason").asText()).isEqualTo("FieldManagerConflict");
    assertThat(causes.path(0).path("field").asText()).isEqualTo(".data.x");
    assertThat(causes.path(0).path("message").asText()).isEqualTo("conflict with \"them\"");
    assertThat(client().get(MAP, "a").body().path("data")).isEqualTo(json("{'x':'1'}"));
  }

  @Test
  default void forceTakesFieldsFromOthers() {
    client().apply(MAP, "a", "{'data':{'x':'1','y':'1'}}", "them");
    ApiAnswer forced = client().force(MAP, "a", "{'data':{'x':'2'}}", "us");

    assertThat(forced.body().path("data")).isEqualTo(json("{'x':'2','y':'1'}"));
    assertThat(fields(forced, "them", "Apply")).isEqualTo(json("{'f:data':{'f:y':{}}}"));
    assertThat(fields(forced, "us", "Apply")).isEqualTo(json("{'f:data':{'f:x':{}}}"));
  }

  @Test
  default void conflictsNameAllOwners() {
    client().apply(MAP, "a", "{'data':{'x':'1','y':'1'}}", "them");
    client().merge(MAP, "a", "{'data':{'z':'1'}}", "merger");
    ApiAnswer refused = client().apply(MAP, "a", "{'data':{'x':'2','y':'2','z':'2'}}", "us");

    assertThat(refused.message())
        .isEqualTo(
            """
            Apply failed with 3 conflicts: conflicts with "merger" using v1:
            - .data.z
            conflicts with "them":
            - .data.x
            - .data.y\
            """);
    List<JsonNode> causes = new java.util.ArrayList<>();
    refused.body().path("details").path("causes").forEach(causes::add);
    assertThat(causes)
        .extracting(cause -> cause.path("field").asText())
        .containsExactlyInAnyOrder(".data.x", ".data.y", ".data.z");
  }

  @Test
  default void anUpdateTakesFieldsFromAppliers() {
    client().apply(MAP, "a", "{'data':{'x':'1','y':'1'}}", "us");
    ApiAnswer merged = client().merge(MAP, "a", "{'data':{'x':'2'}}", "merger");

    assertThat(fields(merged, "us", "Apply")).isEqualTo(json("{'f:data':{'f:y':{}}}"));
    assertThat(fields(merged, "merger", "Update")).isEqualTo(json("{'f:data':{'f:x':{}}}"));
    ApiAnswer again = client().apply(MAP, "a", "{'data':{'x':'1','y':'1'}}", "us");
    assertThat(again.code()).isEqualTo(409);
  }

  @Test
  default void removedFieldsLeaveEverySet() {
    client().apply(MAP, "a", "{'data':{'x':'1','y':'1'}}", "us");
    client().apply(MAP, "a", "{'data':{'x':'1'}}", "them");
    ApiAnswer removed = client().merge(MAP, "a", "{'data':{'x':null}}", "merger");

    assertThat(fields(removed, "us", "Apply")).isEqualTo(json("{'f:data':{'f:y':{}}}"));
    assertThat(entry(removed, "them", "Apply").isMissingNode()).isTrue();
    assertThat(entry(removed, "merger", "Update").isMissingNode()).isTrue();
  }

  @Test
  default void anApplyWithAVersionChangesOnlyThatVersion() {
    ApiAnswer first = client().apply(MAP, "a", "{'data':{'x':'1'}}", "us");
    ApiAnswer second = client().apply(MAP, "a", "{'data':{'x':'2'}}", "us");

    ApiAnswer stale =
        client()
            .apply(
                MAP,
                "a",
                "{'metadata':{'resourceVersion':'" + version(first) + "'},'data':{'x':'3'}}",
                "us");
    assertThat(stale.code()).isEqualTo(409);
    assertThat(stale.message()).contains("the object has been modified");
    ApiAnswer current =
        client()
            .apply(
                MAP,
                "a",
                "{'metadata':{'resourceVersion':'" + version(second) + "'},'data':{'x':'3'}}",
                "us");
    assertThat(current.code()).isEqualTo(200);
  }

  @Test
  default void anApplyWithAVersionCreatesWhatIsNotThere() {
    ApiAnswer created =
        client().apply(MAP, "a", "{'metadata':{'resourceVersion':'1'},'data':{'x':'1'}}", "us");
    assertThat(created.code()).isEqualTo(201);

    ApiAnswer again =
        client().apply(MAP, "a", "{'metadata':{'resourceVersion':'1'},'data':{'x':'1'}}", "us");
    assertThat(again.code()).isEqualTo(409);
  }

  @Test
  default void anApplyWithAUidChangesOnlyThatObject() {
    String other = "{'metadata':{'uid':'11111111-2222-3333-4444-555555555555'}}";
    ApiAnswer absent = client().apply(MAP, "a", other, "us");
    assertThat(absent.code()).isEqualTo(409);
    assertThat(absent.message())
        .isEqualTo(
            "Operation cannot be fulfilled on configmaps \"a\": uid mismatch: the provided object"
                + " specified uid 11111111-2222-3333-4444-555555555555, and no existing object"
                + " was found");

    ApiAnswer created = client().apply(MAP, "a", "{'data':{'x':'1'}}", "us");
    ApiAnswer wrong = client().apply(MAP, "a", other, "us");
    assertThat(wrong.code()).isEqualTo(422);
    for (JsonNode cause : wrong.body().path("details").path("causes")) {
      assertThat(cause.path("field").asText()).isEqualTo("metadata.uid");
    }
    String uid = created.body().path("metadata").path("uid").asText();
    ApiAnswer right =
        client().apply(MAP, "a", "{'metadata':{'uid':'" + uid + "'},'data':{'x':'2'}}", "us");
    assertThat(right.code()).isEqualTo(200);
  }

  @Test
  default void aDryRunOfAnApplyStoresNothing() {
    ApiAnswer answer =
        client()
            .send(
                client().applyRequest(MAP, "a", "{'data':{'x':'1'}}", "us").with("dryRun", "All"));

    assertThat(answer.code()).isEqualTo(201);
    assertThat(answer.body().path("data")).isEqualTo(json("{'x':'1'}"));
    assertThat(client().get(MAP, "a").code()).isEqualTo(404);

    ApiAnswer created = client().apply(MAP, "a", "{'data':{'x':'1'}}", "us");
    ApiAnswer changed =
        client()
            .send(
                client().applyRequest(MAP, "a", "{'data':{'x':'2'}}", "us").with("dryRun", "All"));
    assertThat(changed.body().path("data")).isEqualTo(json("{'x':'2'}"));
    assertThat(version(changed)).isEqualTo(version(created));
    assertThat(client().get(MAP, "a").body()).isEqualTo(created.body());
  }

  @Test
  default void listsAreMergedByKeyAndByValue() {
    String owner = "{'apiVersion':'v1','kind':'ConfigMap','name':'%s','uid':'%s'}";
    client()
        .apply(
            MAP,
            "a",
            "{'metadata':{'finalizers':['example.com/a'],'ownerReferences':["
                + owner.formatted("o1", "u1")
                + "]}}",
            "us");
    ApiAnswer both =
        client()
            .apply(
                MAP,
                "a",
                "{'metadata':{'finalizers':['example.com/b'],'ownerReferences':["
                    + owner.formatted("o2", "u2")
                    + "]}}",
                "them");

    JsonNode metadata = both.body().path("metadata");
    assertThat(metadata.path("finalizers")).hasSize(2);
    assertThat(metadata.path("ownerReferences")).hasSize(2);
    assertThat(fields(both, "them", "Apply"))
        .isEqualTo(
            json(
                """
                {'f:metadata':{'f:finalizers':{'v:Qexample.com/bQ':{}},
                 'f:ownerReferences':{'k:{QuidQ:Qu2Q}':{}}}}
                """
                    .replace("Q", "\\\"")));
    ApiAnswer left = client().apply(MAP, "a", "{}", "us");
    assertThat(left.body().path("metadata").path("finalizers"))
        .isEqualTo(json("{'l':['example.com/b']}").path("l"));
    assertThat(left.body().path("metadata").path("ownerReferences")).hasSize(1);
  }

  @Test
  default void unknownFieldsAndWrongTypesAreRefusedBeforeAnythingIsMerged() {
    ApiAnswer unknown = client().apply(MAP, "a", "{'stuff':{'x':'1'}}", "us");
    assertThat(unknown.code()).isEqualTo(500);
    assertThat(unknown.message())
        .isEqualTo(
            "failed to create typed patch object ("
                + client().namespace()
                + "/a; /v1, Kind=ConfigMap): .stuff: field not declared in schema");
    ApiAnswer number = client().apply(MAP, "a", "{'data':{'x':1}}", "us");
    assertThat(number.code()).isEqualTo(500);
    assertThat(number.message()).contains(".data.x: expected string, got ");
    assertThat(client().get(MAP, "a").code()).isEqualTo(404);
  }

  @Test
  default void managedFieldsCannotBeApplied() {
    ApiAnswer answer =
        client().apply(MAP, "a", "{'metadata':{'managedFields':[{'manager':'x'}]}}", "us");

    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("metadata.managedFields must be nil");
  }

  @Test
  default void statusIsAppliedToItsSubresource() {
    ResourceType type = ContractClient.SEALED_SECRET;
    client().apply(type, "a", "{'spec':{'encryptedData':{'x':'AgA='}}}", "us");
    ApiAnswer status =
        client()
            .applyStatus(
                type,
                "a",
                "{'status':{'observedGeneration':1,'conditions':["
                    + "{'type':'Synced','status':'True'}]}}",
                "us");
    assertThat(status.code()).isEqualTo(200);
    assertThat(entry(status, "us", "Apply").path("subresource").asText()).isIn("", "status");
    assertThat(status.body().path("metadata").path("managedFields")).hasSize(2);

    ApiAnswer less = client().applyStatus(type, "a", "{'status':{'observedGeneration':1}}", "us");
    assertThat(less.body().path("status")).isEqualTo(json("{'observedGeneration':1}"));
    ApiAnswer main = client().apply(type, "a", "{'spec':{'encryptedData':{'x':'AgA='}}}", "us");
    assertThat(main.body()).isEqualTo(less.body());
    ApiAnswer absent = client().applyStatus(type, "b", "{'status':{}}", "us");
    assertThat(absent.code()).isEqualTo(404);
  }
}
