package dev.sealer.externalsecrets.fetch;

import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;

/** What came of a fetch: all of it, or nothing. */
public sealed interface Fetched {

  /**
   * Everything that was asked for.
   *
   * @param data key to value; the caller's to close
   * @param missing what the provider no longer has, where the deletion policy takes that
   */
  record Complete(Map<String, SecretBytes> data, List<String> missing)
      implements Fetched, AutoCloseable {
    @Override
    public void close() {
      data.values().forEach(SecretBytes::close);
    }
  }

  /**
   * At least one entry could not be had; the target stays as it is.
   *
   * @param cause entry and reason, fit for a status
   */
  record Failed(String cause) implements Fetched {}
}
