package dev.sealer.externalsecrets.value;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Merges the members of values that are JSON objects: {@code rewrite.merge}.
 *
 * @param into key of the merged JSON object, next to the values; empty for a key per member in
 *     their place
 * @param priority keys whose members replace those of others, the last the strongest
 * @param toleratesMissing whether a key of {@code priority} may be missing
 * @param toleratesConflicts whether a member replaces one of a key before it
 */
public record JsonMerge(
    Optional<String> into,
    List<String> priority,
    boolean toleratesMissing,
    boolean toleratesConflicts)
    implements KeyRewrite {

  /** Copies the list. */
  public JsonMerge {
    priority = List.copyOf(priority);
  }

  @Override
  public Map<String, SecretBytes> apply(Map<String, SecretBytes> values)
      throws UnusableValueException {
    Map<String, SecretBytes> merged = new TreeMap<>();
    boolean complete = false;
    try {
      for (String key : order(values)) {
        merge(key, Objects.requireNonNull(values.get(key)), merged);
      }
      complete = true;
    } finally {
      if (!complete) {
        merged.values().forEach(SecretBytes::close);
      }
      if (!complete || into.isEmpty()) {
        values.values().forEach(SecretBytes::close);
      }
    }
    if (into.isEmpty()) {
      return merged;
    }
    Map<String, SecretBytes> all = new HashMap<>(values);
    SecretBytes replaced = all.put(into.get(), json(merged));
    if (replaced != null) {
      replaced.close();
    }
    merged.values().forEach(SecretBytes::close);
    return new TreeMap<>(all);
  }

  private List<String> order(Map<String, SecretBytes> values) throws UnusableValueException {
    TreeSet<String> others = new TreeSet<>(values.keySet());
    others.removeAll(priority);
    List<String> order = new ArrayList<>(others);
    for (String key : priority) {
      if (values.containsKey(key)) {
        order.add(key);
      } else if (!toleratesMissing) {
        throw new UnusableValueException(
            "rewrite.merge: there is no key \""
                + key
                + "\" of priority; remove it or set priorityPolicy: IgnoreNotFound");
      }
    }
    return order;
  }

  private void merge(String key, SecretBytes value, Map<String, SecretBytes> merged)
      throws UnusableValueException {
    Map<String, SecretBytes> members;
    try {
      members = into.isEmpty() ? JsonValues.members(value) : JsonValues.rawMembers(value);
    } catch (UnusableValueException notAnObject) {
      throw new UnusableValueException(
          "rewrite.merge: the value of key \"" + key + "\" is not a JSON object");
    }
    boolean mayReplace = toleratesConflicts || priority.contains(key);
    String conflict = "";
    for (Map.Entry<String, SecretBytes> member : members.entrySet()) {
      SecretBytes earlier = merged.put(member.getKey(), member.getValue());
      if (earlier != null) {
        earlier.close();
        conflict = member.getKey();
      }
    }
    if (!conflict.isEmpty() && !mayReplace) {
      throw new UnusableValueException(
          "rewrite.merge: more than one value has a member \""
              + conflict
              + "\"; name one of them in priority or set conflictPolicy: Ignore");
    }
  }

  /** The raw members are JSON already; no text is made of them. */
  private static SecretBytes json(Map<String, SecretBytes> members) {
    byte[] json =
        new byte
            [members.values().stream().mapToInt(SecretBytes::length).sum()
                + members.keySet().stream().mapToInt(name -> quoted(name).length + 2).sum()
                + 2];
    int at = 0;
    json[at++] = '{';
    for (Map.Entry<String, SecretBytes> member : members.entrySet()) {
      if (at > 1) {
        json[at++] = ',';
      }
      byte[] name = quoted(member.getKey());
      System.arraycopy(name, 0, json, at, name.length);
      at += name.length;
      json[at++] = ':';
      int from = at;
      at += member.getValue().<Integer>reveal(bytes -> copy(bytes, json, from));
    }
    json[at++] = '}';
    byte[] exact = Arrays.copyOf(json, at);
    Arrays.fill(json, (byte) 0);
    return SecretBytes.takeOver(exact);
  }

  private static int copy(byte[] bytes, byte[] into, int at) {
    System.arraycopy(bytes, 0, into, at, bytes.length);
    return bytes.length;
  }

  private static byte[] quoted(String name) {
    String text = "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + "\"";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
