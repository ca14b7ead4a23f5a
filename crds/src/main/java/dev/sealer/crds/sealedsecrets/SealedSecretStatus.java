package dev.sealer.crds.sealedsecrets;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The observed state of a SealedSecret. */
@KubeModel("The observed state of a SealedSecret.")
public record SealedSecretStatus(
    @Schema("The generation of the SealedSecret that this status speaks of.")
        @Nullable Long observedGeneration,
    List<Condition> conditions,
    @Schema("What the Secret was last made of, so that unchanged objects are not opened again.")
        @Nullable Unsealed unsealed) {

  public SealedSecretStatus {
    conditions = Copies.list(conditions);
  }

  /** One condition; {@code Synced} is the one that Git engines read. Times are RFC 3339. */
  @KubeModel
  public record Condition(
      @Schema(value = "Kind of condition, such as Synced.", required = true) String type,
      @Schema(value = "True, False or Unknown.", required = true) String status,
      @Schema("The cause, as one word for machines.") @Nullable String reason,
      @Schema("The cause, for people.") @Nullable String message,
      @Schema(value = "When the condition was last written.", format = "date-time")
          @Nullable String lastUpdateTime,
      @Schema(value = "When the status last changed.", format = "date-time")
          @Nullable String lastTransitionTime,
      @Schema("The generation of the SealedSecret that this condition speaks of.")
          @Nullable Long observedGeneration) {}

  /** Identifies the content that the Secret was last written from. */
  @KubeModel
  public record Unsealed(
      @Schema("Fingerprints of the sealing keys that opened the items.") List<String> keys,
      @Schema("Keyed fingerprint of everything the Secret was made of.") @Nullable String input,
      @Schema("The Secret's uid then.") @Nullable String secretUid,
      @Schema("The Secret's resourceVersion then.") @Nullable String secretResourceVersion) {
    public Unsealed {
      keys = Copies.list(keys);
    }
  }
}
