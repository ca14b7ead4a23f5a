package dev.sealer.externalsecrets.engine;

import dev.sealer.externalsecrets.fetch.FetchPlan;
import dev.sealer.externalsecrets.fetch.StoreAnswers;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.StoreIdentity;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * Fetches values: finds each store, asks the grants, and gives out what is known or asks the store.
 * Never waits for a store. Safe for use by several threads.
 */
public final class FetchEngine implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final StoreDirectory directory;
  private final ReadGrants grants;
  private final StoreQueue.Shared shared;
  private final Map<StoreIdentity, StoreQueue> queues = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  /**
   * Fetches from the stores in {@code directory}.
   *
   * @param wake told of ExternalSecrets whose answers have arrived
   */
  public FetchEngine(
      StoreDirectory directory,
      StoreClients clients,
      FetchLimits limits,
      Platform platform,
      Consumer<Collection<ObjectKey>> wake) {
    this.directory = directory;
    this.grants = ReadGrants.ALLOW;
    ValueCache cache = new ValueCache(limits.cacheBytes(), platform.time()::nanos);
    this.shared = new StoreQueue.Shared(clients, cache, limits, platform, wake);
  }

  /** What the stores said. */
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

    /** The stores were asked, and the ExternalSecret is woken when they have answered. */
    record Pending() implements Outcome {}

    /** A store could not be asked; the cause is safe to show in a status. */
    record Failed(String cause) implements Outcome {}
  }

  private static final class NotAllowedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotAllowedException(String cause) {
      super(cause);
    }
  }

  /** Watches, from now on, for times at which the process stands still. */
  public void start() {
    shared.platform().threads().start("store-cache", this::beat);
  }

  private void beat() {
    try {
      while (!closed) {
        shared.cache().beat();
        shared.platform().time().sleep(BEAT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how many reads one call to a store can carry; 1 if there is no such store. */
  public int batchLimit(StoreRef ref, String namespace) {
    return directory.find(ref, namespace).map(shared.clients()::batchLimit).orElse(1);
  }

  /** Returns whether a fetch would have to wait; if so, the stores are asked now. */
  public boolean isPending(FetchPlan plan, FetchAsk ask) {
    Outcome outcome = look(plan, ask, new ArrayList<>());
    if (outcome instanceof Outcome.Answered answered) {
      answered.close();
    }
    return outcome instanceof Outcome.Pending;
  }

  /** Fetches all of {@code plan}. */
  public Outcome fetch(FetchPlan plan, FetchAsk ask) {
    List<StoreQueue> asked = new ArrayList<>();
    Outcome outcome = look(plan, ask, asked);
    if (!(outcome instanceof Outcome.Pending)) {
      asked.forEach(queue -> queue.forget(ask.reader()));
    }
    return outcome;
  }

  private Outcome look(FetchPlan plan, FetchAsk ask, List<StoreQueue> asked) {
    Map<StoreRef, Map<SecretRead, ValueCache.Kept>> found = new LinkedHashMap<>();
    boolean pending = false;
    try {
      for (Map.Entry<StoreRef, Set<SecretRead>> reads : plan.reads().entrySet()) {
        Optional<Map<SecretRead, ValueCache.Kept>> answers =
            ask(reads.getKey(), ask, reads.getValue(), asked);
        answers.ifPresent(known -> found.put(reads.getKey(), known));
        pending |= answers.isEmpty();
      }
    } catch (NotAllowedException e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    }
    return pending ? new Outcome.Pending() : copies(found);
  }

  private static Outcome copies(Map<StoreRef, Map<SecretRead, ValueCache.Kept>> found) {
    Map<StoreRef, StoreAnswers> answers = new LinkedHashMap<>();
    boolean complete = true;
    for (Map.Entry<StoreRef, Map<SecretRead, ValueCache.Kept>> kept : found.entrySet()) {
      StoreAnswers copied = copy(kept.getValue());
      answers.put(kept.getKey(), copied);
      complete &= copied.byRead().size() == kept.getValue().size();
    }
    Outcome.Answered answered = new Outcome.Answered(answers);
    if (complete) {
      return answered;
    }
    // One was wiped in this moment, to make room for others.
    answered.close();
    return new Outcome.Pending();
  }

  private static StoreAnswers copy(Map<SecretRead, ValueCache.Kept> byRead) {
    Map<SecretRead, ReadResult> results = new HashMap<>();
    byRead.forEach((read, kept) -> kept.copy().ifPresent(result -> results.put(read, result)));
    Optional<ValueCache.Kept> known =
        byRead.values().stream().filter(kept -> !kept.isFailure()).findFirst();
    return new StoreAnswers(
        known.map(ValueCache.Kept::origin).orElse(""),
        known.map(ValueCache.Kept::properties).orElse(new PropertyDialect(false, false)),
        results);
  }

  private Optional<Map<SecretRead, ValueCache.Kept>> ask(
      StoreRef ref, FetchAsk ask, Set<SecretRead> reads, List<StoreQueue> asked)
      throws NotAllowedException {
    String namespace = ask.reader().namespace();
    StoreObject store = usable(ref, namespace);
    for (SecretRead read : reads) {
      Optional<String> denial = grants.denial(namespace, ref, read);
      if (denial.isPresent()) {
        throw new NotAllowedException(denial.get());
      }
    }
    return switch (shared.clients().identify(store, namespace)) {
      case StoreClients.Use.Failed<StoreClients.Known>(String cause) ->
          throw new NotAllowedException(cause);
      case StoreClients.Use.Done<StoreClients.Known>(StoreClients.Known known) -> {
        StoreQueue queue =
            queues.computeIfAbsent(
                known.identity(), id -> new StoreQueue(id, store, known.batchLimit(), shared));
        asked.add(queue);
        yield queue
            .answers(store, ask, reads)
            // A test's threads have run by now.
            .or(() -> queue.answers(store, ask, reads));
      }
    };
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
    if (shared.limits().floodGate() && store.knownNotReady()) {
      throw new NotAllowedException(ref + " is not ready");
    }
    return store;
  }

  /** Forgets an ExternalSecret. */
  public void forget(ObjectKey reader) {
    queues.values().forEach(queue -> queue.forget(reader));
  }

  /** Forgets and wipes what is known. Calls that run end by themselves. */
  @Override
  public void close() {
    closed = true;
    shared.cache().close();
  }
}
