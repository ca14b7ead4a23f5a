package dev.sealer.simulation.world;

import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.Time;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream to a process, which may lag or break. A thread outside of the process takes the lines
 * from the API server: one that is frozen or dead would hold up everyone else who waits there.
 */
final class LinkLines implements Lines {

  private static final Duration ENDLESS = Duration.ofDays(1_000);

  /** The data that came from the API server: a line, or the end of the stream. */
  @SuppressWarnings("ArrayRecordComponent") // Two are never compared.
  private record Piece(byte @Nullable [] line, @Nullable IOException failure) {}

  private final Call call;
  private final Lines lines;
  private final SimulatedWorld world;
  private final Time time;
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  LinkLines(Call call, Lines lines, SimulatedWorld world, Time time) {
    this.call = call;
    this.lines = lines;
    this.world = world;
    this.time = time;
  }

  void start() {
    Thread _ = world.scheduler().start(world.own(), "pump", this::pump);
  }

  private void pump() {
    byte[] line = new byte[0];
    while (line != null && !closed) {
      try {
        line = lines.next(ENDLESS);
        pieces.add(new Piece(line, null));
      } catch (IOException e) {
        line = null;
        pieces.add(new Piece(null, e));
      }
    }
  }

  Call call() {
    return call;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public int code() {
    return lines.code();
  }

  @Override
  public byte @Nullable [] next(Duration idle) throws IOException {
    if (closed) {
      return null;
    }
    Piece piece = take(idle);
    for (Duration lag = lag(); !lag.isZero() && !closed; lag = lag()) {
      sleep(lag);
    }
    if (closed) {
      return null;
    }
    world.delivered(call, piece.line());
    if (piece.failure() != null) {
      throw piece.failure();
    }
    return piece.line();
  }

  private Piece take(Duration idle) throws IOException {
    try {
      Piece piece = time.poll(pieces, idle);
      if (piece == null) {
        throw new IOException("nothing came for " + idle);
      }
      return piece;
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private Duration lag() {
    return world.faults().lag(call.process(), call.kind());
  }

  private void sleep(Duration lag) throws IOException {
    try {
      time.sleep(lag);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the stream was interrupted");
  }

  @Override
  public void close() {
    closed = true;
    pieces.add(new Piece(null, null));
    lines.close();
  }
}
