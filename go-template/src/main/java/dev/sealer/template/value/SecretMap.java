package dev.sealer.template.value;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.secret.SecretBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Secrets as a Go map. A value is turned into text only when a template asks for it, and only for
 * that rendering; nothing of it is kept here. Templates cannot change the map. Plaintext leaves
 * {@code SecretBytes} here because a template works on text.
 */
public final class SecretMap implements MapValue {

  private final Map<String, SecretBytes> secrets;
  private final GoType type;

  private SecretMap(Map<String, SecretBytes> secrets, GoType type) {
    this.secrets = new TreeMap<>(GoStrings::compare);
    this.secrets.putAll(secrets);
    this.type = type;
  }

  /**
   * Returns a {@code map[string]string}.
   *
   * @param secrets by key; they must stay open as long as a rendering may run
   */
  public static SecretMap ofStrings(Map<String, SecretBytes> secrets) {
    return new SecretMap(secrets, GoType.STRING_MAP);
  }

  /**
   * Returns a {@code map[string][]byte}.
   *
   * @param secrets by key; they must stay open as long as a rendering may run
   */
  public static SecretMap ofBytes(Map<String, SecretBytes> secrets) {
    return new SecretMap(secrets, GoType.mapOf(GoType.STRING, GoType.BYTES));
  }

  @Override
  public GoType type() {
    return type;
  }

  @Override
  public int size() {
    return secrets.size();
  }

  @Override
  public @Nullable Value get(Value key) {
    SecretBytes secret = key instanceof StringValue name ? secrets.get(name.text()) : null;
    if (secret == null) {
      return null;
    }
    return type.equals(GoType.STRING_MAP)
        ? secret.reveal(StringValue::ofBytes)
        : secret.reveal(BytesValue::of);
  }

  @Override
  public List<Value> sortedKeys() {
    List<Value> keys = new ArrayList<>(secrets.size());
    secrets.keySet().forEach(key -> keys.add(StringValue.of(key)));
    return keys;
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "SecretMap[" + type + "]";
  }
}
