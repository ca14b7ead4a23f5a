package dev.sealer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** The Sealed Secrets controller's HTTP API, wherever it is reached. */
public interface ControllerClient {
  /** Returns the certificate in use, as PEM. */
  byte[] certificate();

  /** Returns whether the controller can unseal a SealedSecret; no value is returned. */
  boolean verify(JsonNode sealed);

  /** Lets the controller re-encrypt a SealedSecret with the current key. */
  Rotation rotate(JsonNode sealed);

  /** The result of re-encrypting an object. */
  sealed interface Rotation {
    /** The SealedSecret, sealed with the current key. */
    record Rotated(JsonNode sealed) implements Rotation {}

    /** The controller refused this object. */
    record Refused(String why) implements Rotation {}
  }
}
