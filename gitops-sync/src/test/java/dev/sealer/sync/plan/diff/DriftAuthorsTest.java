package dev.sealer.sync.plan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.KubeYaml;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who changed what in the cluster. */
class DriftAuthorsTest {

  private static final JsonNode LIVE =
      KubeYaml.readDocument(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: web
                managedFields:
                - manager: sealer-sync
                  operation: Apply
                  time: "2026-01-01T00:00:00Z"
                  fieldsV1: {"f:data": {"f:ours": {}, "f:both": {}}}
                - manager: kubectl-edit
                  operation: Update
                  time: "2026-01-02T00:00:00Z"
                  fieldsV1: {"f:data": {"f:theirs": {}, "f:both": {}}}
              data: {ours: a, both: b, theirs: c}
              """,
              "live")
          .content();

  private static String describe(String... pointers) {
    return DriftAuthors.describe(LIVE, List.of(pointers), "sealer-sync");
  }

  @Test
  void whoeverOwnsAFieldHasChangedIt() {
    assertThat(describe("/data/theirs"))
        .isEqualTo(".data.theirs by kubectl-edit (Update, 2026-01-02T00:00:00Z)");
    assertThat(describe("/data/both"))
        .isEqualTo(".data.both by kubectl-edit (Update, 2026-01-02T00:00:00Z)");
  }

  @Test
  void aFieldThatSomebodyRemovedHasNoOwner() {
    assertThat(describe("/data/gone")).isEqualTo(".data.gone (no one owns it now)");
  }

  @Test
  void whatSealerWroteForAnotherApplicationIsNoDrift() {
    assertThat(describe("/data/ours")).isEmpty();
    assertThat(describe("/data/ours", "/data/gone")).isEqualTo(".data.gone (no one owns it now)");
  }

  @Test
  void theFirstFiveAreNamed() {
    List<String> many = Collections.nCopies(7, "/data/gone");

    assertThat(DriftAuthors.describe(LIVE, many, "sealer-sync"))
        .contains(".data.gone (no one owns it now), ")
        .endsWith(", and 2 more fields");
  }
}
