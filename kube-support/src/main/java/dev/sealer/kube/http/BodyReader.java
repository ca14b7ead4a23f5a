package dev.sealer.kube.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads the bodies of requests into memory, of which all of them together get a bounded share. A
 * small body is not counted, so that clients that send large ones slowly do not keep others out.
 * Safe for use by several threads.
 */
final class BodyReader {

  private static final int CHUNK = 8 << 10;

  /** The result of reading a body. */
  sealed interface Received {
    /** The whole body. The receiver must close it. */
    record Whole(Body body) implements Received {}

    /** More than one body may have. */
    record TooLarge() implements Received {}

    /** Others take the memory. */
    record Busy() implements Received {}
  }

  private final HttpLimits limits;
  private final Semaphore chunks;

  /** The memory that the bodies of all concurrent requests may take. */
  BodyReader(HttpLimits limits) {
    this.limits = limits;
    this.chunks = new Semaphore((limits.maxBodyBytes() / CHUNK + 1) * limits.maxConcurrent());
  }

  Received read(InputStream in) throws IOException {
    Body body = new Body();
    boolean handedOver = false;
    try {
      byte[] chunk = in.readNBytes(CHUNK);
      while (chunk.length > 0) {
        if (body.length() + chunk.length > limits.maxBodyBytes()) {
          return new Received.TooLarge();
        }
        if (body.length() > 0 && !body.takeChunk()) {
          return new Received.Busy();
        }
        body.bytes.write(chunk);
        chunk = in.readNBytes(CHUNK);
      }
      handedOver = true;
      return new Received.Whole(body);
    } finally {
      if (!handedOver) {
        body.close();
      }
    }
  }

  /** A body, and its share of the memory until it is closed. */
  final class Body implements AutoCloseable {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int taken;

    byte[] bytes() {
      return bytes.toByteArray();
    }

    private int length() {
      return bytes.size();
    }

    private boolean takeChunk() {
      try {
        if (!chunks.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
          return false;
        }
        taken++;
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      chunks.release(taken);
      taken = 0;
    }
  }
}
