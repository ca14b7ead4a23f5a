package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import org.jspecify.annotations.Nullable;

/** How a failed sync is tried again. */
@KubeModel("How a failed sync is tried again.")
public record RetryStrategy(
    @Schema("How many times; negative for without end.") @Nullable Long limit,
    @Schema("Whether a retry takes the newest revision, not the one that failed.")
        @Nullable Boolean refresh,
    @Schema("How long to wait.") @Nullable Backoff backoff) {

  /** Waiting time: the first, the factor of each next, the greatest. */
  @KubeModel
  public record Backoff(
      @Schema("First wait: a duration such as 5s, or seconds.") @Nullable String duration,
      @Schema("Factor of each next wait.") @Nullable Long factor,
      @Schema("Longest wait.") @Nullable String maxDuration) {}
}
