package dev.sealer.sync.manifest;

import com.fasterxml.jackson.databind.JsonNode;

/** Refuses Secrets whose values stand in Git for everyone to read. */
public final class PlainSecrets {

  /** With the value {@code "true"}, a Secret in Git is let through. */
  public static final String ALLOW = "sealer.dev/allow-plain-secret";

  private PlainSecrets() {}

  /**
   * Checks one manifest.
   *
   * @throws ManifestException when it is a Secret with values and without the permission
   */
  public static void refuse(Manifest manifest) {
    if (isSecretWithValues(manifest.object()) && !allowed(manifest.object())) {
      throw ManifestException.at(manifest.origin(), advice("Secret " + manifest.id().name()));
    }
  }

  /** Returns what to do about {@code what}, an unsealed Secret. */
  public static String advice(String what) {
    return what
        + " holds its values in plain text, and everyone who reads the repository reads them;"
        + " seal it with `sealer seal` or use an ExternalSecret"
        + " (to sync it all the same, annotate it with "
        + ALLOW
        + ": \"true\")";
  }

  /**
   * Returns whether the annotations of an object, or of a generator's options, allow plain values.
   */
  public static boolean allowed(JsonNode object) {
    return Manifest.annotation(object, ALLOW).filter("true"::equals).isPresent();
  }

  private static boolean isSecretWithValues(JsonNode object) {
    return object.path("kind").asText().equals("Secret")
        && object.path("apiVersion").asText().equals("v1")
        && (!object.path("data").isEmpty() || !object.path("stringData").isEmpty());
  }
}
