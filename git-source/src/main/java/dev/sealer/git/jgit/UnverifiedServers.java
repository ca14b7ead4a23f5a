package dev.sealer.git.jgit;

import dev.sealer.git.RepositoryUrl;
import java.util.LinkedHashSet;

/** Remembers which repositories were read without a check of the server's certificate. */
final class UnverifiedServers {

  private static final int MOST_REPOSITORIES = 4096;

  private final LinkedHashSet<Key> unverified = new LinkedHashSet<>();

  private record Key(RepositoryUrl url, String tenant) {}

  synchronized void note(RepositoryUrl url, String tenant, boolean now) {
    Key key = new Key(url, tenant);
    if (!now) {
      unverified.remove(key);
    } else if (unverified.add(key) && unverified.size() > MOST_REPOSITORIES) {
      unverified.removeFirst();
    }
  }

  synchronized boolean contains(RepositoryUrl url, String tenant) {
    return unverified.contains(new Key(url, tenant));
  }
}
