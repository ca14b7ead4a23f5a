package dev.sealer.externalsecrets.store;

import dev.sealer.testbed.http.ProxyFault.Answer;
import java.net.URI;
import java.time.Duration;

/** How the server of a store speaks, for {@link SecretStoreContract}. */
public interface StoreServer {

  /** Trouble that a server answers with. */
  enum Trouble {
    /** The credentials may not read the secret. */
    DENIED(StoreAnswer.Failure.Kind.DENIED),
    /** There were too many calls. */
    THROTTLED(StoreAnswer.Failure.Kind.THROTTLED),
    /** The server failed. */
    FAILED(StoreAnswer.Failure.Kind.UNAVAILABLE),
    /** Something else answers in its place. */
    STRANGE(StoreAnswer.Failure.Kind.UNAVAILABLE);

    final StoreAnswer.Failure.Kind kind;

    Trouble(StoreAnswer.Failure.Kind kind) {
      this.kind = kind;
    }
  }

  /**
   * Opens the store, without retries.
   *
   * @param server its address
   * @param credential to log in with
   * @param patience how long it waits for an answer
   */
  SecretStoreClient open(URI server, String credential, Duration patience);

  /** Returns the answer of a server in {@code trouble}, with {@code echo} in its message. */
  Answer answer(Trouble trouble, String echo);

  /** Returns the answer with a value. */
  Answer value(String value);
}
