package dev.sealer.externalsecrets.reconcile;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many workers the templates of one namespace keep busy, so that expensive ones do not
 * keep those of other namespaces waiting. Safe for use by several threads.
 */
final class NamespaceShare {

  private final int most;
  private final Map<String, Integer> inside = new HashMap<>();

  /** Lets {@code most} workers in for each namespace. */
  NamespaceShare(int most) {
    this.most = most;
  }

  /** Takes a place, which {@link #leave} gives back; returns false if there is none. */
  synchronized boolean enter(String namespace) {
    int now = inside.getOrDefault(namespace, 0);
    if (now >= most) {
      return false;
    }
    inside.put(namespace, now + 1);
    return true;
  }

  synchronized void leave(String namespace) {
    inside.computeIfPresent(namespace, (_, now) -> now > 1 ? now - 1 : null);
  }
}
