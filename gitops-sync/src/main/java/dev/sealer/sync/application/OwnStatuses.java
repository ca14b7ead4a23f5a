package dev.sealer.sync.application;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ObjectKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statuses that this engine wrote last. A former leader that was paused may still write one,
 * and the leader must look at the Application then.
 */
public final class OwnStatuses {

  private final Map<ObjectKey, Integer> written = new ConcurrentHashMap<>();

  /** Notes the status that an Application has after a write of this engine. */
  public void wrote(ObjectKey application, JsonNode status) {
    written.put(application, status.hashCode());
  }

  /** Returns whether a status, by its hash, is the one that this engine wrote last. */
  public boolean areLast(ObjectKey application, int status) {
    return Integer.valueOf(status).equals(written.get(application));
  }

  /** Forgets an Application that does not exist any more. */
  public void forget(ObjectKey application) {
    written.remove(application);
  }
}
