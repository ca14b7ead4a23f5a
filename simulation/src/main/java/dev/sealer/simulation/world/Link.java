package dev.sealer.simulation.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.Platform;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The connection of one start of a process to the API server. Each call takes some time on both
 * ways, so that threads and processes interleave, and meets the faults of the plan.
 */
final class Link implements ApiClient {

  /** When the product's own client gives a call up. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final int SLOWEST_MICROS = 3_000;

  private final String process;
  private final SimulatedWorld world;
  private final Platform platform;
  private final ProcessControl control;
  private final RandomGenerator latency;
  private final List<LinkLines> streams = new ArrayList<>();

  Link(String process, SimulatedWorld world, Platform platform, ProcessControl control) {
    this.process = process;
    this.world = world;
    this.platform = platform;
    this.control = control;
    this.latency = world.chance().of("latency/" + process);
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    Call call = Call.of(process, request);
    return exchange(call, () -> world.server().send(request));
  }

  @Override
  public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
    Call call = Call.of(process, request);
    List<ObjectNode> items = new ArrayList<>();
    ApiAnswer answer = exchange(call, () -> world.server().list(request, items::add));
    boolean cut = world.faults().cuts(call);
    if (cut) {
      world.injected(call, "cut list");
    }
    int received = cut ? items.size() / 2 : items.size();
    items.subList(0, received).forEach(item);
    if (cut) {
      throw new IOException(request + ": the answer is not a whole list");
    }
    return answer;
  }

  @Override
  public Lines open(ApiRequest request) throws IOException {
    Call call = Call.of(process, request);
    Optional<ApiAnswer> refusal = arrive(call);
    if (refusal.isPresent()) {
      world.answered(call, refusal.get());
      pause();
      return new ClosedLines(refusal.get().code());
    }
    Lines lines = world.carriedOut(call, () -> world.server().open(request));
    world.answered(call, new ApiAnswer(lines.code(), Json.object()));
    pause();
    LinkLines stream = new LinkLines(call, lines, world, platform.time());
    streams.add(stream);
    stream.start();
    return stream;
  }

  /** Ends the streams of {@code kind}, as when a connection breaks. */
  void endStreams(String kind) {
    streams.stream().filter(s -> s.call().kind().equals(kind)).forEach(LinkLines::close);
    streams.removeIf(LinkLines::isClosed);
  }

  /** Ends all streams, as the end of the process does. */
  void close() {
    streams.forEach(LinkLines::close);
    streams.clear();
  }

  private ApiAnswer exchange(Call call, SimulatedWorld.Work<ApiAnswer> work) throws IOException {
    Optional<ApiAnswer> refusal = arrive(call);
    ApiAnswer answer = refusal.isPresent() ? refusal.get() : world.carriedOut(call, work);
    world.answered(call, answer);
    if (call.isWrite() && answer.ok()) {
      Optional<Duration> down = world.faults().crashAfter(call);
      if (down.isPresent()) {
        world.injected(call, "crash");
        control.crash(down.get());
      }
    }
    if (refusal.isEmpty() && world.faults().losesAnswer(call)) {
      throw giveUp(call, "lost answer");
    }
    pause();
    return answer;
  }

  /** Brings a call to the API server, which may refuse to look at it. */
  private Optional<ApiAnswer> arrive(Call call) throws IOException {
    world.sent(call);
    Optional<Duration> frozen = world.faults().freezeBefore(call);
    if (frozen.isPresent()) {
      world.injected(call, "freeze");
      control.freeze(frozen.get());
    }
    pause();
    if (world.faults().losesRequest(call)) {
      throw giveUp(call, "lost request");
    }
    Optional<ApiAnswer> refusal = world.faults().refusal(call);
    refusal.ifPresent(r -> world.injected(call, String.valueOf(r.code())));
    return refusal;
  }

  private IOException giveUp(Call call, String effect) throws IOException {
    world.injected(call, effect);
    sleep(TIMEOUT);
    return new IOException(call.request() + ": no answer within 15000 ms");
  }

  private void pause() throws IOException {
    sleep(Duration.ofNanos(1_000L * (1 + latency.nextInt(SLOWEST_MICROS))));
  }

  private void sleep(Duration duration) throws IOException {
    try {
      platform.time().sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the call was interrupted");
    }
  }

  /** The response to a stream that was refused. */
  private record ClosedLines(int code) implements Lines {
    @Override
    public byte[] next(Duration idle) throws IOException {
      throw new IOException("the stream was refused with " + code);
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
