package dev.sealer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** The Sealed Secrets controller's HTTP API, wherever it is reached. */
public interface Controller {
  /** The certificate in use, as PEM. */
  byte[] certificate();

  /** Whether the controller could open a SealedSecret; nothing of it is told. */
  boolean verify(JsonNode sealed);

  /** The same SealedSecret under the newest key. */
  JsonNode rotate(JsonNode sealed);
}
