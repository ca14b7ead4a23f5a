package dev.sealer.cli.keys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sealing keys of a cluster, newest first, as a report shows them: never private material. */
public final class KeyList {

  private final List<KeySecret> keys;
  private final Optional<KeyFingerprint> current;
  private final Optional<KeyUsage> use;

  /**
   * Lists keys.
   *
   * @param served the key that the controller serves, if it answered; else the newest active one is
   *     taken to be current
   * @param use what needs them, if that was asked for
   */
  public KeyList(
      Collection<KeySecret> keys, Optional<KeyFingerprint> served, Optional<KeyUsage> use) {
    this.keys = keys.stream().sorted(Comparator.comparing(KeyList::start).reversed()).toList();
    this.current =
        served.or(() ->
            this.keys.stream()
                .filter(KeySecret::isLoaded)
                .flatMap(key -> key.usablePair().stream())
                .map(SealingKeyPair::fingerprint)
                .findFirst());
    this.use = use;
  }

  private static Instant start(KeySecret key) {
    return key.usablePair().map(pair -> pair.certificate().notBefore()).orElse(Instant.EPOCH);
  }

  /** The state of a key. */
  private enum State {
    CURRENT,
    ACTIVE,
    INACTIVE,
    MALFORMED
  }

  private State state(KeySecret key) {
    if (key.usablePair().isEmpty()) {
      return State.MALFORMED;
    }
    if (!key.isLoaded()) {
      return State.INACTIVE;
    }
    return key.usablePair().map(SealingKeyPair::fingerprint).equals(current)
        ? State.CURRENT
        : State.ACTIVE;
  }

  public ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode all = tree.putArray("keys");
    for (KeySecret key : keys) {
      ObjectNode one = all.addObject();
      one.put("name", key.name());
      one.put("state", state(key).name().toLowerCase(Locale.ROOT));
      one.put("created", created(key));
      key.usablePair()
          .ifPresent(pair -> {
            one.put("fingerprint", pair.fingerprint().value());
            one.put("keyBits", pair.certificate().keyBits());
            one.put("notBefore", pair.certificate().notBefore().toString());
            one.put("notAfter", pair.certificate().notAfter().toString());
            use.ifPresent(counted -> one.put("items", counted.items(pair.fingerprint())));
          });
      if (!key.problem().isEmpty()) {
        one.put("problem", key.problem());
      }
    }
    use.ifPresent(counted -> tree.put("itemsThatNoKeyOpens", counted.unknown().size()));
    return tree;
  }

  /** As a table for people. */
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head =
        new ArrayList<>(List.of("NAME", "STATE", "CREATED", "CERTIFICATE", "FINGERPRINT"));
    use.ifPresent(_ -> head.add("ITEMS"));
    rows.add(head);
    for (KeySecret key : keys) {
      List<String> row = new ArrayList<>();
      row.add(key.name());
      row.add(state(key).name().toLowerCase(Locale.ROOT));
      row.add(created(key));
      row.add(key.usablePair().map(KeyList::validity).orElse("-"));
      row.add(key.usablePair().map(pair -> pair.fingerprint().value()).orElse(key.problem()));
      use.ifPresent(counted ->
          row.add(
              key.usablePair()
                  .map(pair -> String.valueOf(counted.items(pair.fingerprint())))
                  .orElse("-")));
      rows.add(row);
    }
    return table(rows);
  }

  private static String created(KeySecret key) {
    Instant created = key.head().created();
    return created.equals(Instant.EPOCH) ? "" : created.toString();
  }

  private static String validity(SealingKeyPair pair) {
    return pair.certificate().notBefore() + "/" + pair.certificate().notAfter();
  }

  private static String table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
