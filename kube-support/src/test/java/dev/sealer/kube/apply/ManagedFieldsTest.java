package dev.sealer.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.apply.ManagedFields.Adoption;
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
            json("[" + THEIRS + "," + OURS + "]"),
            Adoption.all(Set.of("controller")),
            "sealer",
            "v1");

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
  void writesTheFieldsAsAnApplyWouldWhenAskedTo() {
    String update =
        "{'manager':'controller','operation':'Update','apiVersion':'v1','fieldsType':'FieldsV1',"
            + "'fieldsV1':{'f:data':{'.':{},'f:a':{}},'f:metadata':{'f:labels':{'.':{}},"
            + "'f:ownerReferences':{'.':{},'k:{}':{'.':{},'f:x':{}}}}}}";
    var rewritten =
        ManagedFields.adopt(
            json("[" + update + "]"), Adoption.all(Set.of("controller")).asApply(), "sealer", "v1");

    assertThat(rewritten)
        .hasValueSatisfying(entries ->
            assertThat(entries.path(0).path("fieldsV1"))
                .isEqualTo(
                    json(
                        "{'f:data':{'f:a':{}},'f:metadata':{'f:labels':{'.':{}},"
                            + "'f:ownerReferences':{'k:{}':{'.':{},'f:x':{}}}}}")));
  }

  @Test
  void leavesSubresourcesOtherVersionsAndOtherManagersAlone() {
    JsonNode entries = json("[" + STATUS + "," + OTHER_VERSION + "," + OURS + "]");

    assertThat(ManagedFields.adopt(entries, Adoption.all(Set.of("controller")), "sealer", "v1"))
        .isEmpty();
    assertThat(
            ManagedFields.adopt(
                json("[" + THEIRS + "]"), Adoption.all(Set.of("kubectl")), "sealer", "v1"))
        .isEmpty();
  }

  @Test
  void takesOurOwnUpdateEntryWhenAskedTo() {
    JsonNode entries = json("[" + THEIRS.replace("'controller'", "'sealer'") + "]");

    assertThat(ManagedFields.adopt(entries, Adoption.all(Set.of("sealer")), "sealer", "v1"))
        .hasValueSatisfying(
            e -> assertThat(e.get(0).path("operation").asText()).isEqualTo("Apply"));
    assertThat(
            ManagedFields.adopt(
                json("[" + OURS + "]"), Adoption.all(Set.of("sealer")), "sealer", "v1"))
        .as("nothing to do a second time")
        .isEmpty();
  }

  @Test
  void takesOnlyTheFieldsThatItIsAskedFor() {
    FieldSet only = FieldSet.none().with("f:data", "f:a").with("f:data", "f:absent");

    assertThat(
            ManagedFields.adopt(
                json("[" + THEIRS + "," + OURS + "]"),
                Adoption.of(Set.of("controller"), only),
                "sealer",
                "v1"))
        .hasValueSatisfying(entries -> {
          assertThat(entries.get(0)).isEqualTo(json(THEIRS.replace("'f:a':{},", "")));
          assertThat(entries.get(1).path("fieldsV1"))
              .isEqualTo(json("{'f:data':{'f:a':{},'f:b':{},'f:c':{}}}"));
        });
    assertThat(
            ManagedFields.adopt(
                json("[" + THEIRS + "]"),
                Adoption.of(Set.of("controller"), FieldSet.none().with("f:data", "f:absent")),
                "sealer",
                "v1"))
        .as("nothing of it is there")
        .isEmpty();
  }

  @Test
  void claimsFieldsBesideTheirOwners() {
    Adoption claim = Adoption.of(Set.of(), FieldSet.none()).claiming(only("f:a"));

    assertThat(ManagedFields.adopt(json("[" + THEIRS + "]"), claim, "sealer", "v1"))
        .hasValueSatisfying(entries -> {
          assertThat(entries.get(0)).isEqualTo(json(THEIRS));
          assertThat(entries.get(1).path("fieldsV1")).isEqualTo(json("{'f:data':{'f:a':{}}}"));
        });
    assertThat(
            ManagedFields.adopt(
                json("[" + OURS + "]"), claim.claiming(only("f:b")), "sealer", "v1"))
        .as("it is ours already")
        .isEmpty();
  }

  private static FieldSet only(String key) {
    return FieldSet.none().with("f:data", key);
  }

  @Test
  void tellsWhatWeAppliedFromWhatWeCouldTake() {
    JsonNode entries = json("[" + String.join(",", THEIRS, OURS, STATUS, OTHER_VERSION) + "]");

    FieldSet ours = ManagedFields.applied(entries, "sealer");
    FieldSet theirs =
        ManagedFields.adoptable(entries, Set.of("controller", "sealer"), "sealer", "v1");

    assertThat(ours).hasToString("{\"f:data\":{\"f:b\":{},\"f:c\":{}}}");
    assertThat(theirs.minus(ours)).hasToString("{\"f:data\":{\".\":{},\"f:a\":{}},\"f:type\":{}}");
    assertThat(theirs.covers(FieldSet.none().with("f:data", "f:a"))).isTrue();
    assertThat(theirs.covers(ours)).isFalse();
    assertThat(ours.union(theirs).covers(ours)).isTrue();
    assertThat(FieldSet.of(json("{'f:data':{'.':{}}}")).minus(FieldSet.none()).isEmpty()).isFalse();
  }
}
