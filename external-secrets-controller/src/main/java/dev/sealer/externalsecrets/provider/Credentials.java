package dev.sealer.externalsecrets.provider;

import dev.sealer.secret.SecretBytes;
import java.util.Map;

/**
 * The credentials that a {@link StoreBlueprint} asked for.
 *
 * @param byField value for each {@link CredentialNeed#field()}; their creator must close them once
 *     the store is open
 * @param source reads needs again; may be kept
 */
public record Credentials(Map<String, SecretBytes> byField, CredentialSource source) {

  private static final CredentialSource NOTHING =
      new CredentialSource() {
        @Override
        public String referentNamespace() {
          return "";
        }

        @Override
        public SecretBytes read(CredentialNeed need) throws MissingCredentialException {
          throw new MissingCredentialException(need.field() + ": cannot be read again");
        }
      };

  /** Credentials that cannot be read again. */
  public Credentials(Map<String, SecretBytes> byField) {
    this(byField, NOTHING);
  }

  /** No credentials. */
  public static Credentials none() {
    return new Credentials(Map.of());
  }

  /**
   * One credential.
   *
   * @throws IllegalArgumentException if the blueprint did not ask for it
   */
  public SecretBytes require(String field) {
    SecretBytes value = byField.get(field);
    if (value == null) {
      throw new IllegalArgumentException("no credential was read for " + field);
    }
    return value;
  }

  /** Returns whether a credential was requested and read. */
  public boolean has(String field) {
    return byField.containsKey(field);
  }
}
