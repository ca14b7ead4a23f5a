package dev.sealer.sync.poll;

import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.ObjectKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows which Application follows which revisions of which repositories. Thread-safe. */
final class RefSubscriptions {

  private final Map<ObjectKey, Set<Subscription>> byApplication = new HashMap<>();
  private final Map<ObjectKey, Set<Subscription>> byRepository = new HashMap<>();

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
   * Notes all that an Application follows now.
   *
   * @return the repositories that nobody followed before
   */
  synchronized Set<ObjectKey> put(ObjectKey application, Set<Subscription> now) {
    Set<ObjectKey> fresh = new LinkedHashSet<>();
    for (Subscription one : now) {
      Set<Subscription> all =
          byRepository.computeIfAbsent(one.repository(), _ -> new LinkedHashSet<>());
      if (all.isEmpty()) {
        fresh.add(one.repository());
      }
      all.add(one);
    }
    Set<Subscription> before = byApplication.getOrDefault(application, Set.of());
    before.stream().filter(one -> !now.contains(one)).forEach(this::drop);
    if (now.isEmpty()) {
      byApplication.remove(application);
    } else {
      byApplication.put(application, Set.copyOf(now));
    }
    return fresh;
  }

  /** Forgets an Application. */
  synchronized void remove(ObjectKey application) {
    Set<ObjectKey> _ = put(application, Set.of());
  }

  /** Returns who follows a repository. */
  synchronized List<Subscription> of(ObjectKey repository) {
    return List.copyOf(byRepository.getOrDefault(repository, Set.of()));
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
          all.remove(before);
          if (all.isEmpty()) {
            byRepository.remove(before.repository());
          }
        });
  }
}
