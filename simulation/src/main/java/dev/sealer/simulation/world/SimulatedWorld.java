package dev.sealer.simulation.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.platform.Platform;
import dev.sealer.simulation.apiserver.SimApiServer;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Plan;
import dev.sealer.simulation.platform.Scheduler;
import dev.sealer.simulation.platform.SimChance;
import dev.sealer.simulation.platform.SimPlatform;
import dev.sealer.simulation.platform.SimProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything in one run: the API server, the processes, time, and what happens from outside. */
public final class SimulatedWorld {

  private static final long SLOWEST_COLLECTOR_MILLIS = 5_000;

  private final long seed;
  private final Trace trace;
  private final Scheduler scheduler;
  private final SimProcess own;
  private final SimChance chance;
  private final FaultInjector faults;
  private final SimApiServer server;
  private final List<Observer> observers = new ArrayList<>();
  private final List<Replica> replicas = new ArrayList<>();
  private @Nullable Call current;

  /**
   * A world without processes.
   *
   * @param seed decides what the plan leaves open
   */
  public SimulatedWorld(long seed, Plan plan, Trace trace) {
    this.seed = seed;
    this.trace = trace;
    this.scheduler = new Scheduler(new SimChance(seed, "scheduler").of("schedule"));
    this.own = scheduler.process("world");
    this.chance = new SimChance(seed, "world");
    this.faults = new FaultInjector(plan.faults(), scheduler::now);
    Platform platform = SimPlatform.of(scheduler, own, seed, Duration.ZERO);
    this.server = new SimApiServer(platform.time(), platform.chance());
    server.listen(this::stored);
    server.admitWith(new PolicyHook(faults, this::isCallOfReplica));
  }

  /** Returns the seed of the run. */
  public long seed() {
    return seed;
  }

  /** Returns virtual time since the start, in nanoseconds. */
  public long now() {
    return scheduler.now();
  }

  /** Returns the random numbers of everything outside the processes. */
  public SimChance chance() {
    return chance;
  }

  /** Returns reads and writes of someone outside the processes, whom no fault meets. */
  public ClusterObjects objects(String actor) {
    return new ApiServerObjects(new DirectCalls(actor, this));
  }

  /** Returns the raw calls of someone outside the processes. */
  public ApiClient calls(String actor) {
    return new DirectCalls(actor, this);
  }

  /** Adds someone who sees everything from now on. */
  public void observe(Observer observer) {
    observers.add(observer);
  }

  /** Adds a process and starts it. */
  public void addReplica(String name, Program program) {
    Replica replica = new Replica(name, this, program);
    replicas.add(replica);
    replica.start();
  }

  /** Returns the processes. */
  public List<Replica> replicas() {
    return List.copyOf(replicas);
  }

  /** Runs {@code action} after {@code delay} of virtual time, on a thread of its own. */
  public void after(Duration delay, Runnable action) {
    Scheduler.Timer _ =
        scheduler.at(
            own,
            scheduler.now() + delay.toNanos(),
            () -> {
              Thread _ = scheduler.start(own, "actor", action);
            });
  }

  /** Plans the faults that have a time. */
  public void planTimedFaults() {
    for (Fault.Restart f : faults.all(Fault.Restart.class)) {
      after(Duration.ofMillis(f.atMillis()), () -> named(f.process()).restart(down(f)));
    }
    for (Fault.Expiry f : faults.all(Fault.Expiry.class)) {
      after(
          Duration.ofMillis(f.atMillis()),
          () -> {
            note("streams of " + f.kind() + " to " + f.process() + " break");
            named(f.process()).endStreams(f.kind());
          });
      after(
          Duration.ofMillis(f.atMillis() + f.forMillis()), () -> server.compact(server.version()));
    }
  }

  private static Duration down(Fault.Restart fault) {
    return Duration.ofMillis(fault.downMillis());
  }

  private Replica named(String name) {
    return replicas.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no process " + name));
  }

  /** Returns when the last fault ends that has a time. */
  public long lastFaultMillis() {
    return faults.lastEndMillis();
  }

  /** Keeps faults that have not begun from beginning. */
  public void calmDown() {
    note("no more faults");
    faults.disarm();
  }

  /** Runs for {@code duration} of virtual time. */
  public void run(Duration duration) {
    scheduler.run(scheduler.now() + duration.toNanos());
  }

  /** Ends all processes. */
  public void end() {
    replicas.forEach(Replica::end);
    scheduler.kill(own);
  }

  /** Adds a line to the trace. */
  public void note(String what) {
    trace.add(
        scheduler.steps()
            + " "
            + scheduler.now() / 1_000_000
            + " ms "
            + scheduler.runningThread()
            + ": "
            + what);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  SimProcess own() {
    return own;
  }

  FaultInjector faults() {
    return faults;
  }

  /** Returns the API server, for looks at its state and for what happens inside it. */
  public SimApiServer server() {
    return server;
  }

  /** Something that calls the API server. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Lets the API server carry out a call, which no other thread can interrupt. */
  <T> T carriedOut(Call call, Work<T> work) throws IOException {
    Call outer = current;
    current = call;
    try {
      return work.run();
    } finally {
      current = outer;
    }
  }

  void sent(Call call) {
    String body = call.request().body();
    note(call.request() + (body == null ? "" : " #" + Integer.toHexString(body.hashCode())));
    observers.forEach(o -> o.sent(call));
  }

  void injected(Call call, String effect) {
    note("fault " + effect + " at " + call.request().method() + " " + call.request().path());
    observers.forEach(o -> o.injected(call, effect));
  }

  void answered(Call call, ApiAnswer answer) {
    String version = answer.body().path("metadata").path("resourceVersion").asText();
    note(
        call.request().method()
            + " "
            + call.request().path()
            + " -> "
            + answer.code()
            + " "
            + version);
    observers.forEach(o -> o.answered(call, answer));
  }

  void delivered(Call stream, byte @Nullable [] line) {
    note(stream.kind() + " stream: " + (line == null ? "end" : words(line)));
    observers.forEach(o -> o.delivered(stream, line));
  }

  private static String words(byte[] line) {
    String start = new String(line, 0, Math.min(line.length, 25), StandardCharsets.UTF_8);
    return start.contains("BOOKMARK") ? Trace.BOOKMARK : line.length + " bytes";
  }

  private void stored(StoredWrite write) {
    TracedWrite traced = new TracedWrite(scheduler.now(), current, write);
    note("stored " + write);
    observers.forEach(o -> o.stored(traced));
    JsonNode after = write.after();
    if (after == null || isForCollector(after.path("metadata"))) {
      collectSoon();
    }
  }

  /** Also a new object may have an owner that is no more. */
  private static boolean isForCollector(JsonNode metadata) {
    return metadata.has("deletionTimestamp") || metadata.has("ownerReferences");
  }

  /** The garbage collector of a cluster takes its time. */
  private void collectSoon() {
    long millis = chance.of("collector").nextLong(SLOWEST_COLLECTOR_MILLIS);
    after(Duration.ofMillis(millis), () -> note("collected " + server.collect()));
  }

  private boolean isCallOfReplica() {
    Call call = current;
    return call != null && replicas.stream().anyMatch(r -> r.name().equals(call.process()));
  }
}
