package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.fetch.StoreAnswers;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.kube.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which ExternalSecrets a provider failed for want of an answer. The first of them to get one again
 * wakes the others, so that nobody sits out a long back-off after an outage is over. Safe for
 * several threads.
 */
final class Outages {

  private record Place(StoreRef store, String namespace) {}

  private final Map<Place, Set<ObjectKey>> waiting = new HashMap<>();

  /**
   * Notes what a store answered to one ExternalSecret.
   *
   * @return others that should try again now
   */
  synchronized Set<ObjectKey> answered(StoreRef store, ObjectKey asker, StoreAnswers answers) {
    // A ClusterSecretStore may have other credentials in each namespace.
    Place place = new Place(store, asker.namespace());
    boolean silent = answers.byRead().values().stream().anyMatch(Outages::isSilence);
    if (silent) {
      waiting.computeIfAbsent(place, p -> new TreeSet<>()).add(asker);
      return Set.of();
    }
    Set<ObjectKey> woken = waiting.remove(place);
    if (woken == null) {
      return Set.of();
    }
    woken.remove(asker);
    return woken;
  }

  private static boolean isSilence(StoreAnswer answer) {
    return answer.isSilence();
  }
}
