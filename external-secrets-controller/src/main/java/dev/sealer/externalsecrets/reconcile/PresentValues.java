package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.fetch.Fetched;
import dev.sealer.externalsecrets.fetch.GeneratedKeys;
import dev.sealer.externalsecrets.generator.GeneratorRef;
import dev.sealer.externalsecrets.plan.LastGoodValues;
import dev.sealer.externalsecrets.plan.LiveSecret;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.secret.SecretBytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values that the target has now, some of which stay.
 *
 * @param secret the target; empty if it does not exist
 * @param verbatim whether its data keys are those that are fetched, not a template's
 */
record PresentValues(Optional<LiveSecret> secret, boolean verbatim) {

  /** Returns the data keys that the ExternalSecret owns. */
  Set<String> ourKeys() {
    return secret.map(LiveSecret::ourKeys).orElse(Set.of());
  }

  /**
   * Returns copies of the last values of a generator, so that it need not be asked; empty if one is
   * not there, or somebody else changed it.
   *
   * @param made the keys that generators filled at the last refresh
   */
  Map<String, SecretBytes> of(GeneratorRef generator, List<GeneratedKeys> made) {
    Map<String, SecretBytes> last = new HashMap<>();
    for (GeneratedKeys keys : made) {
      if (verbatim
          && keys.generator().equals(generator.id())
          && ourKeys().containsAll(keys.keys())) {
        keys.keys().forEach(key -> keep(key, last));
      }
    }
    return last;
  }

  /** Keeps the value of a key that has no other. */
  void keep(String key, Map<String, SecretBytes> data) {
    SecretBytes last = secret.map(live -> live.data().get(key)).orElse(null);
    if (last != null) {
      data.computeIfAbsent(key, _ -> last.copy());
    }
  }

  /** Keeps the values that could not be refreshed in place of others. */
  void keep(LastGoodValues.Decision decision, Map<String, SecretBytes> data) {
    for (String key : decision.keys()) {
      SecretBytes fetched = data.remove(key);
      if (fetched != null) {
        fetched.close();
      }
    }
    decision.kept().forEach(key -> keep(key, data));
  }

  /** Gives generated keys their last values, as far as nobody else changed them. */
  void keepGenerated(Fetched fetched) {
    Set<String> generated = new HashSet<>();
    for (Fetched.Item entry : fetched.entries()) {
      if (entry.entry() instanceof Entry.Generated) {
        generated.addAll(entry.keys());
      } else {
        generated.removeAll(entry.keys());
      }
    }
    generated.retainAll(verbatim ? ourKeys() : Set.of());
    for (String key : generated) {
      SecretBytes fresh = fetched.data().remove(key);
      if (fresh != null) {
        keep(key, fetched.data());
        fresh.close();
      }
    }
  }

  /** Returns whether any value, but those of {@code kept}, differs from the present one. */
  boolean differsFrom(Map<String, SecretBytes> data, Set<String> kept) {
    Map<String, SecretBytes> present = secret.map(LiveSecret::data).orElse(Map.of());
    return data.entrySet().stream()
        .filter(value -> !kept.contains(value.getKey()))
        .anyMatch(value -> {
          SecretBytes before = present.get(value.getKey());
          return before == null || !before.matches(value.getValue());
        });
  }
}
