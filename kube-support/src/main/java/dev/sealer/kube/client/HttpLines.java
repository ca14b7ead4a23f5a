package dev.sealer.kube.client;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a streamed response, for one blocking reader. At most one piece of the body is
 * held beyond what the reader took.
 */
final class HttpLines implements Lines {

  private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

  private sealed interface Piece {
    record Bytes(List<ByteBuffer> buffers) implements Piece {}

    record End(@Nullable Throwable failure) implements Piece {}
  }

  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final AsyncBody body;
  private final int code;
  private byte[] current = new byte[0];
  private int at;

  private HttpLines(HttpApiClient calls, ApiRequest request) throws IOException {
    HttpResponse<AsyncBody> response =
        calls.stream(request, (buffers, _) -> pieces.add(new Piece.Bytes(buffers)));
    this.code = response.code();
    this.body = response.body();
    var _ = body.done().whenComplete((v, failure) -> pieces.add(new Piece.End(failure)));
  }

  static HttpLines open(HttpApiClient calls, ApiRequest request) throws IOException {
    HttpLines stream = new HttpLines(calls, request);
    stream.body.consume();
    return stream;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public byte @Nullable [] next(Duration idle) throws IOException {
    while (true) {
      byte[] line = lineInCurrent();
      if (line != null) {
        return line;
      }
      switch (poll(idle)) {
        case Piece.Bytes(List<ByteBuffer> buffers) -> {
          current = joined(buffers);
          at = 0;
          body.consume();
        }
        case Piece.End(Throwable failure) -> {
          if (failure != null) {
            throw new IOException("the stream broke: " + failure.getClass().getSimpleName());
          }
          return null;
        }
      }
    }
  }

  @Override
  public byte[] rest() {
    return partial.toByteArray();
  }

  @Override
  public void close() {
    body.cancel();
  }

  private byte @Nullable [] lineInCurrent() throws IOException {
    for (int i = at; i < current.length; i++) {
      if (current[i] == '\n') {
        partial.write(current, at, i - at);
        at = i + 1;
        byte[] line = partial.toByteArray();
        partial.reset();
        return line;
      }
    }
    partial.write(current, at, current.length - at);
    at = current.length;
    if (partial.size() > MAX_LINE_BYTES) {
      throw new IOException("a line of the stream is longer than " + MAX_LINE_BYTES + " bytes");
    }
    return null;
  }

  private Piece poll(Duration idle) throws IOException {
    try {
      Piece piece = pieces.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
      if (piece == null) {
        throw new IOException("nothing came for " + idle);
      }
      return piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the stream was interrupted");
    }
  }

  private static byte[] joined(List<ByteBuffer> buffers) {
    byte[] joined = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
    int end = 0;
    for (ByteBuffer buffer : buffers) {
      int length = buffer.remaining();
      buffer.get(joined, end, length);
      end += length;
    }
    return joined;
  }
}
