package dev.sealer.externalsecrets.engine;

import dev.sealer.externalsecrets.fetch.StoreAnswers;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreDirectory;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * Fetches values: finds each store, checks the grants, and returns what is cached or asks the
 * store. Never waits for a store. Safe for use by several threads.
 */
public final class FetchEngine implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final StoreDirectory directory;
  private final StoreClients clients;
  private final ReadGrants grants = ReadGrants.ALLOW;
  private final StoreQueue.Shared shared;
  private final Map<StoreIdentity, StoreQueue> queues = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  /**
   * Fetches from the stores in {@code directory}.
   *
   * @param enqueue receives the ExternalSecrets whose answers have arrived
   */
  public FetchEngine(
      StoreDirectory directory,
      StoreClients clients,
      FetchLimits limits,
      Platform platform,
      Consumer<Collection<ObjectKey>> enqueue) {
    this.directory = directory;
    this.clients = clients;
    ValueCache cache = new ValueCache(limits.cacheBytes(), platform.time()::nanos);
    this.shared = new StoreQueue.Shared(cache, limits, platform, enqueue);
  }

  /** The result of a fetch. */
  public sealed interface Outcome {
    /**
     * Every store has answered.
     *
     * @param answers in the order of the plan; the caller must close them
     */
    record Answered(Map<StoreRef, StoreAnswers> answers) implements Outcome, AutoCloseable {
      @Override
      public void close() {
        answers.values().forEach(StoreAnswers::close);
      }
    }

    /** The stores were asked. The ExternalSecret is enqueued when they have answered. */
    record Pending() implements Outcome {}

    /** A store could not be asked; the cause is safe to show in a status. */
    record Failed(String cause) implements Outcome {}
  }

  /**
   * Names the reader of values, and says how fresh they must be.
   *
   * @param reader the ExternalSecret, which is enqueued when the answers have arrived
   * @param version of the reader; a new version that wants new answers does not get those that an
   *     earlier version waited for
   * @param urgent whether it is read before others, because it is new or was changed
   * @param maxAge age up to which an earlier answer is good enough; zero for one that is read from
   *     now on
   */
  public record Ask(ObjectKey reader, String version, boolean urgent, Duration maxAge) {
    boolean wantsNew() {
      return maxAge.isZero();
    }
  }

  private static final class NotAllowedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotAllowedException(String cause) {
      super(cause);
    }
  }

  /** Starts to watch for pauses of the process, and to forget queues that nobody uses. */
  public void start() {
    Thread _ = shared.platform().threads().start("store-cache", this::beat);
  }

  private void beat() {
    try {
      while (!closed) {
        shared.cache().beat();
        queues.values().removeIf(StoreQueue::isIdle);
        shared.platform().time().sleep(BEAT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how many reads one call to a store can carry; 1 if there is no such store. */
  public int batchLimit(StoreRef ref, String namespace) {
    return directory
        .find(ref, namespace)
        .map(store -> clients.traits(store).batchLimit())
        .orElse(1);
  }

  /** Returns whether the stores have not answered yet; asks them if they were not asked. */
  public boolean isPending(Map<StoreRef, Set<StoreQuery>> plan, Ask ask) {
    Outcome outcome = look(plan, ask, new ArrayList<>());
    if (outcome instanceof Outcome.Answered answered) {
      answered.close();
    }
    return outcome instanceof Outcome.Pending;
  }

  /**
   * Returns the answers if all are there; the caller must close them. An ExternalSecret that waited
   * for them still has them until {@link #fetch} or {@link #forget}.
   */
  public Optional<Outcome.Answered> known(Map<StoreRef, Set<StoreQuery>> plan, Ask ask) {
    return look(plan, ask, new ArrayList<>()) instanceof Outcome.Answered answered
        ? Optional.of(answered)
        : Optional.empty();
  }

  /**
   * Fetches values.
   *
   * @param plan what to ask which store
   */
  public Outcome fetch(Map<StoreRef, Set<StoreQuery>> plan, Ask ask) {
    List<StoreQueue> asked = new ArrayList<>();
    Outcome outcome = look(plan, ask, asked);
    if (!(outcome instanceof Outcome.Pending)) {
      asked.forEach(queue -> queue.forget(ask.reader()));
    }
    return outcome;
  }

  private Outcome look(Map<StoreRef, Set<StoreQuery>> plan, Ask ask, List<StoreQueue> asked) {
    Map<StoreRef, Map<StoreQuery, ValueCache.Kept>> found = new LinkedHashMap<>();
    boolean pending = false;
    try {
      for (Map.Entry<StoreRef, Set<StoreQuery>> reads : plan.entrySet()) {
        Optional<Map<StoreQuery, ValueCache.Kept>> answers =
            ask(reads.getKey(), ask, reads.getValue(), asked);
        answers.ifPresent(known -> found.put(reads.getKey(), known));
        pending |= answers.isEmpty();
      }
    } catch (NotAllowedException e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    }
    return pending ? new Outcome.Pending() : copies(found);
  }

  private static Outcome copies(Map<StoreRef, Map<StoreQuery, ValueCache.Kept>> found) {
    Map<StoreRef, StoreAnswers> answers = new LinkedHashMap<>();
    boolean complete = true;
    for (Map.Entry<StoreRef, Map<StoreQuery, ValueCache.Kept>> kept : found.entrySet()) {
      StoreAnswers copied = copy(kept.getValue());
      answers.put(kept.getKey(), copied);
      complete &= copied.byRead().size() == kept.getValue().size();
    }
    Outcome.Answered answered = new Outcome.Answered(answers);
    if (complete) {
      return answered;
    }
    // The cache dropped one in this moment, to make room.
    answered.close();
    return new Outcome.Pending();
  }

  private static StoreAnswers copy(Map<StoreQuery, ValueCache.Kept> byRead) {
    Map<StoreQuery, StoreAnswer> results = new HashMap<>();
    byRead.forEach((read, kept) -> kept.copy().ifPresent(result -> results.put(read, result)));
    Optional<ValueCache.Kept> known =
        byRead.values().stream().filter(kept -> !kept.isFailure()).findFirst();
    return new StoreAnswers(
        known.map(ValueCache.Kept::origin).orElse(""),
        byRead.values().stream()
            .map(ValueCache.Kept::askedAt)
            .reduce((one, other) -> one - other < 0 ? one : other)
            .orElseThrow(),
        known.map(ValueCache.Kept::properties).orElse(new PropertyDialect(false, false)),
        results);
  }

  private Optional<Map<StoreQuery, ValueCache.Kept>> ask(
      StoreRef ref, Ask ask, Set<StoreQuery> reads, List<StoreQueue> asked)
      throws NotAllowedException {
    String namespace = ask.reader().namespace();
    StoreObject store = usable(ref, namespace);
    check(namespace, ref, reads);
    return switch (clients.identify(store, namespace)) {
      case StoreClients.Use.Failed<StoreClients.Known>(String cause) ->
          throw new NotAllowedException(cause);
      case StoreClients.Use.Done<StoreClients.Known>(StoreClients.Known known) -> {
        StoreQueue queue = queues.computeIfAbsent(known.identity(), _ -> queue(known, store));
        asked.add(queue);
        if (closed) {
          queue.close();
        }
        Optional<Map<StoreQuery, ValueCache.Kept>> answers = queue.answers(store, ask, reads);
        Set<StoreQuery> listed = listed(answers.orElse(Map.of()));
        if (listed.isEmpty()) {
          yield answers;
        }
        check(namespace, ref, listed);
        listed.addAll(reads);
        yield queue.answers(store, ask, listed);
      }
    };
  }

  private void check(String namespace, StoreRef ref, Set<StoreQuery> queries)
      throws NotAllowedException {
    for (StoreQuery query : queries) {
      Optional<String> denial = grants.denial(namespace, ref, query);
      if (denial.isPresent()) {
        throw new NotAllowedException(denial.get());
      }
    }
  }

  /** Returns the values of everything that searches found. */
  private static Set<StoreQuery> listed(Map<StoreQuery, ValueCache.Kept> answers) {
    Set<StoreQuery> values = new LinkedHashSet<>();
    for (ValueCache.Kept kept : answers.values()) {
      if (kept.result() instanceof StoreAnswer.Listed(List<String> keys)) {
        keys.forEach(key -> values.add(StoreQuery.current(key)));
      }
    }
    return values;
  }

  private StoreQueue queue(StoreClients.Known known, StoreObject store) {
    StoreCall call = new StoreCall(known.identity(), clients, shared.limits(), shared.platform());
    return new StoreQueue(known.identity(), store, call, known.traits().batchLimit(), shared);
  }

  private StoreObject usable(StoreRef ref, String namespace) throws NotAllowedException {
    StoreObject store =
        directory
            .find(ref, namespace)
            .orElseThrow(() -> new NotAllowedException(ref + " does not exist"));
    if (!directory.allows(store, namespace)) {
      throw new NotAllowedException(
          "using "
              + ref
              + " is not allowed from namespace \""
              + namespace
              + "\": denied by spec.conditions");
    }
    if (shared.limits().floodGate() && directory.isKnownNotReady(store)) {
      throw new NotAllowedException(ref + " is not ready");
    }
    return store;
  }

  /** Forgets an ExternalSecret. */
  public void forget(ObjectKey reader) {
    queues.values().forEach(queue -> queue.forget(reader));
  }

  /** Makes no more calls, and wipes what is cached. Calls that run end by themselves. */
  @Override
  public void close() {
    closed = true;
    queues.values().forEach(StoreQueue::close);
    shared.cache().close();
  }
}
