package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of some objects in which a difference from Git is none. */
@KubeModel
public record IgnoreDifference(
    @Schema("API group, a glob; empty for the core group.") @Nullable String group,
    @Schema(value = "Kind, a glob.", required = true) String kind,
    @Schema("Name; any when absent.") @Nullable String name,
    @Schema("Namespace; any when absent.") @Nullable String namespace,
    @Schema("Fields as JSON pointers.") List<String> jsonPointers,
    @Schema("Fields as jq paths.") List<String> jqPathExpressions,
    @Schema("Fields owned by these field managers.") List<String> managedFieldsManagers) {
  public IgnoreDifference {
    jsonPointers = Copies.list(jsonPointers);
    jqPathExpressions = Copies.list(jqPathExpressions);
    managedFieldsManagers = Copies.list(managedFieldsManagers);
  }
}
