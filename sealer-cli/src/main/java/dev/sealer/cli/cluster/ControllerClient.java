package dev.sealer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** The Sealed Secrets controller's HTTP API, wherever it is reached. */
public interface ControllerClient {
  /** Returns the certificate in use, as PEM. */
  byte[] certificate();

  /** Returns whether the controller could open a SealedSecret; nothing of it is told. */
  boolean verify(JsonNode sealed);

  /** Has a SealedSecret sealed for the newest key. */
  Rotation rotate(JsonNode sealed);

  /** The result of re-encrypting an object. */
  sealed interface Rotation {
    /** The same SealedSecret, sealed with the current key. */
    record Rotated(JsonNode sealed) implements Rotation {}

    /** It would not or could not, and says so of this object alone. */
    record Refused(String why) implements Rotation {}
  }
}
