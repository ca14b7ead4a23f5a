package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.base64;
import static dev.sealer.simulation.apiserver.ContractClient.entry;
import static dev.sealer.simulation.apiserver.ContractClient.fields;
import static dev.sealer.simulation.apiserver.ContractClient.generation;
import static dev.sealer.simulation.apiserver.ContractClient.json;
import static dev.sealer.simulation.apiserver.ContractClient.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import org.junit.jupiter.api.Test;

/** Merge patches and JSON patches. */
interface PatchContract extends ContractServer {

  @Test
  default void aMergePatchChangesWhatItNamesAndRemovesNulls() {
    client().create(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'1','y':'2'}}");
    ApiAnswer merged =
        client().merge(ResourceType.CONFIG_MAP, "a", "{'data':{'x':null,'z':'3'}}", "merger");

    assertThat(merged.code()).isEqualTo(200);
    assertThat(merged.body().path("data")).isEqualTo(json("{'y':'2','z':'3'}"));
    assertThat(fields(merged, "merger", "Update")).isEqualTo(json("{'f:data':{'f:z':{}}}"));
    assertThat(fields(merged, "creator", "Update")).isEqualTo(json("{'f:data':{'.':{},'f:y':{}}}"));
  }

  @Test
  default void aPatchThatChangesNothingKeepsTheVersion() {
    client().create(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'1'}}");
    ApiAnswer before = client().get(ResourceType.CONFIG_MAP, "a");

    ApiAnswer same = client().merge(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'1'}}", "merger");
    assertThat(same.body()).isEqualTo(before.body());
    ApiAnswer removal =
        client().merge(ResourceType.CONFIG_MAP, "a", "{'data':{'none':null}}", "merger");
    assertThat(removal.body()).isEqualTo(before.body());
  }

  @Test
  default void aMergePatchOnAnOldVersionIsAConflict() {
    ApiAnswer created = client().create(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'1'}}");
    client().merge(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'2'}}", "merger");

    String patch = "{'metadata':{'resourceVersion':'" + version(created) + "'},'data':{'x':'3'}}";
    ApiAnswer stale = client().merge(ResourceType.CONFIG_MAP, "a", patch, "merger");

    assertThat(stale.code()).isEqualTo(409);
    assertThat(stale.reason()).isEqualTo("Conflict");
    assertThat(stale.message())
        .isEqualTo(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified;"
                + " please apply your changes to the latest version and try again");
    assertThat(client().get(ResourceType.CONFIG_MAP, "a").body().path("data"))
        .isEqualTo(json("{'x':'2'}"));
  }

  @Test
  default void aPatchOfNothingIsNotFound() {
    ApiAnswer merged = client().merge(ResourceType.CONFIG_MAP, "a", "{}", "merger");
    ApiAnswer patched = client().patch(ResourceType.CONFIG_MAP, "a", "[]", "patcher");

    for (ApiAnswer answer : new ApiAnswer[] {merged, patched}) {
      assertThat(answer.code()).isEqualTo(404);
      assertThat(answer.message()).isEqualTo("configmaps \"a\" not found");
    }
  }

  @Test
  default void aJsonPatchWhoseTestFailsSaysAFixedSentence() {
    client().create(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'1'}}");
    String[] patches = {
      "[{'op':'test','path':'/metadata/resourceVersion','value':'1'},"
          + "{'op':'remove','path':'/data/x'}]",
      "[{'op':'remove','path':'/data/none'}]",
      "[{'op':'remove','path':'/none/x'}]",
      "[{'op':'replace','path':'/none/x','value':'1'}]"
    };

    for (String patch : patches) {
      ApiAnswer answer = client().patch(ResourceType.CONFIG_MAP, "a", patch, "patcher");
      assertThat(answer.code()).isEqualTo(422);
      assertThat(answer.reason()).isEqualTo("Invalid");
      assertThat(answer.message())
          .isEqualTo("the server rejected our request due to an error in our request");
      assertThat(answer.body().path("details")).isEqualTo(json("{}"));
    }
  }

  @Test
  default void aJsonPatchThatReplacesNothingAdds() {
    client().create(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'1'}}");
    String patch = "[{'op':'replace','path':'/data/y','value':'2'}]";

    ApiAnswer answer = client().patch(ResourceType.CONFIG_MAP, "a", patch, "patcher");
    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.body().path("data")).isEqualTo(json("{'x':'1','y':'2'}"));
  }

  @Test
  default void aJsonPatchRemovesFieldsOfOthers() {
    ApiAnswer created =
        client()
            .apply(
                ResourceType.SECRET,
                "a",
                "{'metadata':{'annotations':{'example.com/a.b':'x'}},"
                    + "'data':{'x':'eA==','y':'eQ=='}}",
                "them");
    String patch =
        ("[{'op':'test','path':'/metadata/resourceVersion','value':'%s'},"
                + "{'op':'remove','path':'/data/x'},"
                + "{'op':'remove','path':'/metadata/annotations/example.com~1a.b'}]")
            .formatted(version(created));
    ApiAnswer patched = client().patch(ResourceType.SECRET, "a", patch, "us");

    assertThat(patched.code()).isEqualTo(200);
    assertThat(patched.body().path("data")).isEqualTo(json("{'y':'eQ=='}"));
    assertThat(patched.body().path("metadata").has("annotations")).isFalse();
    assertThat(fields(patched, "them", "Apply")).isEqualTo(json("{'f:data':{'f:y':{}}}"));
    assertThat(entry(patched, "us", "Update").isMissingNode()).isTrue();
  }

  @Test
  default void managedFieldsCanBeRewritten() {
    ApiAnswer created =
        client().create(ResourceType.SECRET, "a", "{'data':{'x':'eA=='}}", "controller");
    String entries =
        "[{'manager':'us','operation':'Apply','apiVersion':'v1','fieldsType':'FieldsV1',"
            + "'fieldsV1':{'f:data':{'.':{},'f:x':{}},'f:type':{}}}]";
    String patch =
        ("[{'op':'test','path':'/metadata/resourceVersion','value':'%s'},"
                + "{'op':'replace','path':'/metadata/managedFields','value':%s}]")
            .formatted(version(created), entries);
    ApiAnswer rewritten = client().patch(ResourceType.SECRET, "a", patch, "us");

    assertThat(rewritten.code()).isEqualTo(200);
    assertThat(version(rewritten)).isNotEqualTo(version(created));
    assertThat(rewritten.body().path("metadata").path("managedFields")).hasSize(1);
    assertThat(entry(rewritten, "us", "Apply").has("time")).isFalse();
    ApiAnswer dropped = client().apply(ResourceType.SECRET, "a", "{'type':'Opaque'}", "us");
    assertThat(dropped.body().has("data")).isFalse();
  }

  @Test
  default void managedFieldsCanBeReset() {
    client().create(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'1'}}");
    ApiAnswer reset =
        client()
            .merge(ResourceType.CONFIG_MAP, "a", "{'metadata':{'managedFields':[{}]}}", "merger");
    assertThat(reset.body().path("metadata").has("managedFields")).isFalse();

    ApiAnswer merged = client().merge(ResourceType.CONFIG_MAP, "a", "{'data':{'x':'2'}}", "merger");
    assertThat(merged.body().path("metadata").has("managedFields")).isFalse();
    ApiAnswer applied = client().force(ResourceType.CONFIG_MAP, "a", "{'data':{'y':'1'}}", "us");
    assertThat(fields(applied, "before-first-apply", "Update"))
        .isEqualTo(json("{'f:data':{'.':{},'f:x':{}}}"));
  }

  @Test
  default void generationsCountChangesOutsideMetadataAndStatus() {
    client().create(ContractClient.SEALED_SECRET, "a", "{'spec':{'encryptedData':{'x':'AgA='}}}");
    ApiAnswer labeled =
        client().merge(ContractClient.SEALED_SECRET, "a", "{'metadata':{'labels':{'l':'1'}}}", "m");
    assertThat(generation(labeled)).isEqualTo(1);
    ApiAnswer status =
        client()
            .mergeStatus(
                ContractClient.SEALED_SECRET, "a", "{'status':{'observedGeneration':1}}", "m");
    assertThat(generation(status)).isEqualTo(1);
    ApiAnswer changed =
        client()
            .merge(
                ContractClient.SEALED_SECRET, "a", "{'spec':{'encryptedData':{'x':'AgB='}}}", "m");
    assertThat(generation(changed)).isEqualTo(2);
    assertThat(changed.body().path("status").path("observedGeneration").asInt()).isEqualTo(1);
  }

  @Test
  default void statusAndTheRestAreWrittenApart() {
    client().create(ContractClient.SEALED_SECRET, "a", "{'spec':{'encryptedData':{'x':'AgA='}}}");
    ApiAnswer status =
        client()
            .mergeStatus(
                ContractClient.SEALED_SECRET,
                "a",
                "{'metadata':{'labels':{'l':'1'}},'spec':{'data':'eA=='},"
                    + "'status':{'observedGeneration':1}}",
                "m");

    assertThat(status.code()).isEqualTo(200);
    assertThat(status.body().path("metadata").has("labels")).isFalse();
    assertThat(status.body().path("spec").has("data")).isFalse();
    assertThat(entry(status, "m", "Update").path("subresource").asText()).isEqualTo("status");
    assertThat(fields(status, "m", "Update"))
        .isEqualTo(json("{'f:status':{'.':{},'f:observedGeneration':{}}}"));
    ApiAnswer main =
        client()
            .merge(ContractClient.SEALED_SECRET, "a", "{'status':{'observedGeneration':2}}", "m");
    assertThat(main.body()).isEqualTo(status.body());
  }

  @Test
  default void aKindWithoutStatusSubresourceCountsEachStatusWrite() {
    client()
        .create(
            ContractClient.APPLICATION,
            "a",
            "{'spec':{'project':'default','destination':{'namespace':'x'},"
                + "'source':{'repoURL':'https://example.com/r.git'}}}");
    ApiAnswer subresource =
        client().mergeStatus(ContractClient.APPLICATION, "a", "{'status':{}}", "m");
    assertThat(subresource.code()).isEqualTo(404);

    ApiAnswer main =
        client()
            .merge(ContractClient.APPLICATION, "a", "{'status':{'sync':{'status':'Synced'}}}", "m");
    assertThat(main.body().path("status").path("sync").path("status").asText()).isEqualTo("Synced");
    assertThat(generation(main)).isEqualTo(2);
  }

  @Test
  default void aPatchCannotChangeWhatIdentifiesAnObject() {
    ApiAnswer created = client().create(ResourceType.CONFIG_MAP, "a", "{}");

    ApiAnswer renamed =
        client().merge(ResourceType.CONFIG_MAP, "a", "{'metadata':{'name':'b'}}", "m");
    assertThat(renamed.code()).isEqualTo(400);
    assertThat(renamed.message())
        .isEqualTo("the name of the object (b) does not match the name on the URL (a)");
    ApiAnswer moved =
        client().merge(ResourceType.CONFIG_MAP, "a", "{'metadata':{'namespace':'b'}}", "m");
    assertThat(moved.code()).isEqualTo(400);
    ApiAnswer times =
        client()
            .merge(
                ResourceType.CONFIG_MAP,
                "a",
                "{'metadata':{'creationTimestamp':'2000-01-01T00:00:00Z','generation':9}}",
                "m");
    assertThat(times.body()).isEqualTo(created.body());
  }

  @Test
  default void aPatchThatMakesTheObjectUnreadableIsInvalid() {
    client().create(ResourceType.SECRET, "a", "{'data':{'x':'" + base64("canary") + "'}}");
    ApiAnswer answer = client().merge(ResourceType.SECRET, "a", "{'data':{'x':'no base64!'}}", "m");

    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.reason()).isEqualTo("Invalid");
    assertThat(answer.body().path("details").path("causes")).hasSize(1);
    assertThat(answer.body().path("details").path("causes").path(0).path("field").asText())
        .isEqualTo("patch");
  }
}
