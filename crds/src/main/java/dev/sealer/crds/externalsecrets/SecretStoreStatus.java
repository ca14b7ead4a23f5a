package dev.sealer.crds.externalsecrets;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The observed state of a store: its conditions and capabilities. */
@KubeModel("The observed state of a store: its conditions and capabilities.")
public record SecretStoreStatus(
    @Schema("ReadOnly, WriteOnly or ReadWrite.") @Nullable String capabilities,
    List<Condition> conditions) {

  public SecretStoreStatus {
    conditions = Copies.list(conditions);
  }

  /** One condition; {@code Ready} says whether the store answers. Times are RFC 3339. */
  @KubeModel
  public record Condition(
      @Schema(value = "Kind of condition, such as Ready.", required = true) String type,
      @Schema(value = "True, False or Unknown.", required = true) String status,
      @Schema("The cause, as one word for machines.") @Nullable String reason,
      @Schema("The cause, for people.") @Nullable String message,
      @Schema(value = "When the status last changed.", format = "date-time")
          @Nullable String lastTransitionTime) {}
}
