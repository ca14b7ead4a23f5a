package dev.sealer.testbed.vault;

import java.net.URI;

/** A server that speaks the Vault API. */
sealed interface VaultBackend extends AutoCloseable permits VaultProcess, VaultInDocker {
  /** Its root URL, without a slash at its end. */
  URI uri();

  @Override
  void close();
}
