package dev.sealer.externalsecrets.store;

/**
 * One value wanted from a provider, before any property is taken out of it.
 *
 * @param key the provider's name of the secret
 * @param version the provider's version, stage or label; empty for the current one
 * @param view the value itself or what the provider knows about it
 */
public record SecretRead(String key, String version, View view) {

  /** The part of a secret to read. */
  public enum View {
    /** The secret's value. */
    VALUE,
    /** Tags or labels, as a JSON object. */
    METADATA
  }

  /** The current value of {@code key}. */
  public static SecretRead current(String key) {
    return new SecretRead(key, "", View.VALUE);
  }
}
