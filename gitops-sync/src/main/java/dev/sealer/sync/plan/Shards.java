package dev.sealer.sync.plan;

import dev.sealer.kube.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The part of all Applications that one process syncs. An Application is in the shard that is the
 * CRC-32 of {@code <namespace>/<name>} modulo the number of shards, in every process alike.
 *
 * @param count the number of all shards
 * @param own those of this process, from 0
 */
public record Shards(int count, Set<Integer> own) {

  /** Copies the set. */
  public Shards {
    own = Set.copyOf(own);
  }

  /** All Applications are synced by one process. */
  public static Shards single() {
    return new Shards(1, Set.of(0));
  }

  /** Returns whether other processes sync Applications, too. */
  public boolean isSplit() {
    return count > 1;
  }

  /** Returns whether an Application is in one of the own shards. */
  public boolean contains(ObjectKey application) {
    return own.contains(shardOf(application, count));
  }

  /** Returns the shard of an Application. */
  public static int shardOf(ObjectKey application, int count) {
    CRC32 sum = new CRC32();
    sum.update(
        (application.namespace() + "/" + application.name()).getBytes(StandardCharsets.UTF_8));
    return (int) (sum.getValue() % count);
  }
}
