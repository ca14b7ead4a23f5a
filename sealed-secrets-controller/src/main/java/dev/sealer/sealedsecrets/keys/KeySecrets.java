package dev.sealer.sealedsecrets.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;

/** Decides about key Secrets in the cluster, and writes new ones. */
final class KeySecrets {

  private KeySecrets() {}

  /** Returns whether a Secret has the label of a key and is a usable one. */
  static boolean counts(JsonNode secret) {
    KeySecret key = KeySecretJson.read(secret);
    return key.status().equals(KeySecret.ACTIVE) && key instanceof KeySecret.Usable;
  }

  /** Returns whether a Secret holds this very key. */
  static boolean holds(JsonNode secret, SealingKeyPair pair) {
    return KeySecretJson.read(secret)
        .usablePair()
        .filter(found -> found.fingerprint().equals(pair.fingerprint()))
        .isPresent();
  }

  /** Writes a new key Secret. */
  static ObjectNode write(String name, SealingKeyPair pair, KeySettings settings) {
    ObjectNode secret = KeySecretJson.write(pair, settings.labels(), settings.annotations());
    secret.withObject("/metadata").put("name", name);
    return secret;
  }
}
