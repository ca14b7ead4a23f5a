package dev.sealer.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.client.Json;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ManagedFieldsTest {

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static final String THEIRS =
      "{'manager':'controller','operation':'Update','apiVersion':'v1',"
          + "'time':'2026-01-02T00:00:00Z','fieldsType':'FieldsV1',"
          + "'fieldsV1':{'f:data':{'.':{},'f:a':{},'f:b':{}},'f:type':{}}}";
  private static final String OURS =
      "{'manager':'sealer','operation':'Apply','apiVersion':'v1',"
          + "'time':'2026-01-01T00:00:00Z','fieldsType':'FieldsV1',"
          + "'fieldsV1':{'f:data':{'f:b':{},'f:c':{}}}}";
  private static final String STATUS =
      "{'manager':'controller','operation':'Update','apiVersion':'v1','subresource':'status',"
          + "'fieldsType':'FieldsV1','fieldsV1':{'f:status':{}}}";
  private static final String OTHER_VERSION =
      "{'manager':'controller','operation':'Update','apiVersion':'v1beta1',"
          + "'fieldsType':'FieldsV1','fieldsV1':{'f:old':{}}}";

  @Test
  void joinsTheirFieldsIntoOurOneApplyEntry() {
    var rewritten =
        ManagedFields.adopt(
            json("[" + THEIRS + "," + OURS + "]"), Set.of("controller"), "sealer", "v1");

    assertThat(rewritten)
        .hasValueSatisfying(entries ->
            assertThat((JsonNode) entries)
                .isEqualTo(
                    json(
                        "[{'manager':'sealer','operation':'Apply','apiVersion':'v1',"
                            + "'time':'2026-01-02T00:00:00Z','fieldsType':'FieldsV1',"
                            + "'fieldsV1':{'f:data':{'.':{},'f:a':{},'f:b':{},'f:c':{}},"
                            + "'f:type':{}}}]")));
  }

  @Test
  void leavesSubresourcesOtherVersionsAndOtherManagersAlone() {
    JsonNode entries = json("[" + STATUS + "," + OTHER_VERSION + "," + OURS + "]");

    assertThat(ManagedFields.adopt(entries, Set.of("controller"), "sealer", "v1")).isEmpty();
    assertThat(ManagedFields.adopt(json("[" + THEIRS + "]"), Set.of("kubectl"), "sealer", "v1"))
        .isEmpty();
  }

  @Test
  void takesOurOwnUpdateEntryWhenAskedTo() {
    JsonNode entries = json("[" + THEIRS.replace("'controller'", "'sealer'") + "]");

    assertThat(ManagedFields.adopt(entries, Set.of("sealer"), "sealer", "v1"))
        .hasValueSatisfying(
            e -> assertThat(e.get(0).path("operation").asText()).isEqualTo("Apply"));
    assertThat(ManagedFields.adopt(json("[" + OURS + "]"), Set.of("sealer"), "sealer", "v1"))
        .as("nothing to do a second time")
        .isEmpty();
  }
}
