package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import org.jspecify.annotations.Nullable;

/** The limit and backoff of retries after a failed sync. */
@KubeModel("The limit and backoff of retries after a failed sync.")
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
