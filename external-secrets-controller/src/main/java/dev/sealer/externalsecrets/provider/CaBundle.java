package dev.sealer.externalsecrets.provider;

import java.nio.charset.StandardCharsets;

/** The certificates that a store's server is verified by: stated, or kept in another object. */
public sealed interface CaBundle {

  /**
   * Returns the certificates.
   *
   * @param given the credentials that the store is opened with
   */
  String pem(Credentials given);

  /**
   * Certificates in the store object.
   *
   * @param text PEM
   */
  record Inline(String text) implements CaBundle {
    @Override
    public String pem(Credentials given) {
      return text;
    }
  }

  /**
   * Certificates in a key of a ConfigMap or Secret.
   *
   * @param place the key
   */
  record Kept(CredentialNeed place) implements CaBundle {
    @Override
    public String pem(Credentials given) {
      return given
          .require(place.field())
          .reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
