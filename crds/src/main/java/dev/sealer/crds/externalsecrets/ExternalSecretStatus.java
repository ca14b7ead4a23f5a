package dev.sealer.crds.externalsecrets;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When and with what result the values were last fetched. */
@KubeModel("When and with what result the values were last fetched.")
public record ExternalSecretStatus(
    @Schema(
            value = "Start of the last refresh that succeeded.",
            format = "date-time",
            nullable = true)
        @Nullable String refreshTime,
    @Schema("Which state of the ExternalSecret that refresh acted on.")
        @Nullable String syncedResourceVersion,
    List<Condition> conditions,
    @Schema("The Secret made, in the form that service binding reads.") @Nullable Binding binding) {

  public ExternalSecretStatus {
    conditions = Copies.list(conditions);
  }

  /** Name of the Secret made. */
  @KubeModel(atomic = true)
  public record Binding(@Nullable String name) {}

  /** One condition. Times are RFC 3339. */
  @KubeModel
  public record Condition(
      @Schema(value = "Kind of condition: Ready or Deleted.", required = true) String type,
      @Schema(value = "True, False or Unknown.", required = true) String status,
      @Schema("The cause, as one word for machines.") @Nullable String reason,
      @Schema("The cause, for people.") @Nullable String message,
      @Schema(value = "When the status last changed.", format = "date-time")
          @Nullable String lastTransitionTime) {}
}
