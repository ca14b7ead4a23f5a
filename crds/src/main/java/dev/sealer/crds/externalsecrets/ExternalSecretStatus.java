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
    @Schema("The Secret made, in the form that service binding reads.") @Nullable Binding binding,
    @Schema("What the Secret is made of, without values.") List<Source> sources,
    @Schema("Generators that fill keys of the Secret.") List<Generated> generators,
    @Schema(
            value = "When the values are refreshed next. Absent while that is within ten minutes.",
            format = "date-time")
        @Nullable String nextRefresh) {

  public ExternalSecretStatus {
    conditions = Copies.list(conditions);
    sources = Copies.list(sources);
    generators = Copies.list(generators);
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

  /** A generator and the keys of the Secret that it fills. */
  @KubeModel
  public record Generated(
      @Schema(value = "Kind and name of the generator, such as Password/db.", required = true)
          String generator,
      @Schema("Keys that it fills, before any template.") List<String> keys) {

    public Generated {
      keys = Copies.list(keys);
    }
  }

  /** One remote reference, the keys of the Secret that it fills, and whether it is missing. */
  @KubeModel
  public record Source(
      @Schema(value = "Kind and name of the store, such as SecretStore/aws.", required = true)
          String store,
      @Schema(value = "Name of the secret at the provider.", required = true) String key,
      @Schema("Part of the secret.") @Nullable String property,
      @Schema("Version of the secret.") @Nullable String version,
      @Schema("Keys that it last filled, before any template.") List<String> keys,
      @Schema(value = "Since when the provider says that it does not exist.", format = "date-time")
          @Nullable String missingSince,
      @Schema("Which state of the store and its credentials was asked.") @Nullable String missingIn,
      @Schema(value = "When its keys were removed because it does not exist.", format = "date-time")
          @Nullable String removedAt,
      @Schema(value = "When it last gave a value, while it gives none.", format = "date-time")
          @Nullable String lastGood) {

    public Source {
      keys = Copies.list(keys);
    }
  }
}
