package dev.sealer.sync.poll;

import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows which Application follows which revision of which repository. Thread-safe. */
final class RefSubscriptions {

  private final Map<ObjectKey, Subscription> byApplication = new HashMap<>();
  private final Map<ObjectKey, Map<ObjectKey, Subscription>> byRepository = new HashMap<>();

  /**
   * A revision that an Application follows.
   *
   * @param tenant whose credentials read the repository
   * @param revision a branch or a tag; empty for the repository's HEAD
   */
  record Subscription(ObjectKey application, RepositoryUrl url, String tenant, String revision) {

    /** Returns the key of the poll that serves it. */
    ObjectKey repository() {
      return new ObjectKey(tenant, url.key());
    }
  }

  /**
   * Notes what an Application follows now.
   *
   * @return whether its repository was followed by nobody before
   */
  synchronized boolean put(Subscription now) {
    Subscription before = byApplication.put(now.application(), now);
    if (before != null && !before.repository().equals(now.repository())) {
      drop(before);
    }
    Map<ObjectKey, Subscription> all =
        byRepository.computeIfAbsent(now.repository(), _ -> new HashMap<>());
    boolean isNew = all.isEmpty();
    all.put(now.application(), now);
    return isNew;
  }

  /** Forgets an Application. */
  synchronized void remove(ObjectKey application) {
    Subscription before = byApplication.remove(application);
    if (before != null) {
      drop(before);
    }
  }

  /** Returns who follows a repository. */
  synchronized List<Subscription> of(ObjectKey repository) {
    return List.copyOf(byRepository.getOrDefault(repository, Map.of()).values());
  }

  /** Returns the other polls of the same URL, of other tenants. */
  synchronized List<ObjectKey> others(ObjectKey repository) {
    return byRepository.keySet().stream()
        .filter(other -> other.name().equals(repository.name()) && !other.equals(repository))
        .toList();
  }

  private void drop(Subscription before) {
    Optional.ofNullable(byRepository.get(before.repository()))
        .ifPresent(all -> {
          all.remove(before.application());
          if (all.isEmpty()) {
            byRepository.remove(before.repository());
          }
        });
  }
}
