package dev.sealer.kube.client;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The lines of a streamed response, for one blocking reader. */
public interface Lines extends AutoCloseable {

  /** Returns the HTTP status code. */
  int code();

  /**
   * Returns the next line without its end; null at the end of the response.
   *
   * @param idle the longest silence before the stream counts as broken
   * @throws IOException if the connection breaks, or nothing arrives for {@code idle}
   */
  byte @Nullable [] next(Duration idle) throws IOException;

  @Override
  void close();
}
