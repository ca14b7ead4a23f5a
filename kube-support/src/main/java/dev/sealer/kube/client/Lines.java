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

  /**
   * Returns what came after the end of the last line; empty for nothing. Of a watch it is the begin
   * of an event that never arrived whole. Call it after {@link #next} has returned null.
   */
  default byte[] rest() {
    return new byte[0];
  }

  @Override
  void close();
}
