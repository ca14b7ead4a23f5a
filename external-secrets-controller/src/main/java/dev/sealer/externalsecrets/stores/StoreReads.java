package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.fetch.FetchPlan;
import dev.sealer.externalsecrets.fetch.StoreAnswers;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.StoreRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries a fetch plan out: finds each store, checks it, asks it. */
public final class StoreReads {

  private final StoreDirectory directory;
  private final StoreClients clients;
  private final boolean floodGate;

  /**
   * Reads through these clients.
   *
   * @param floodGate whether a store whose last check failed is not asked
   */
  public StoreReads(StoreDirectory directory, StoreClients clients, boolean floodGate) {
    this.directory = directory;
    this.clients = clients;
    this.floodGate = floodGate;
  }

  /** What the stores said. */
  public sealed interface Outcome {
    /**
     * Every store was asked.
     *
     * @param answers in the order of the plan; the caller must close them
     * @param batchSize of the store with the largest
     */
    record Answered(Map<StoreRef, StoreAnswers> answers, int batchSize)
        implements Outcome, AutoCloseable {
      @Override
      public void close() {
        answers.values().forEach(StoreAnswers::close);
      }
    }

    /** A store could not be asked; the cause is fit for a status. */
    record Failed(String cause) implements Outcome {}
  }

  private record Answer(StoreAnswers answers, int batchSize) {}

  /** Asks every store of the plan. */
  public Outcome fetch(FetchPlan plan, String namespace) {
    Map<StoreRef, StoreAnswers> answers = new LinkedHashMap<>();
    int batchSize = 1;
    for (Map.Entry<StoreRef, Set<SecretRead>> reads : plan.reads().entrySet()) {
      switch (ask(reads.getKey(), reads.getValue(), namespace)) {
        case StoreClients.Use.Failed<Answer>(String cause) -> {
          answers.values().forEach(StoreAnswers::close);
          return new Outcome.Failed(cause);
        }
        case StoreClients.Use.Done<Answer>(Answer answer) -> {
          answers.put(reads.getKey(), answer.answers());
          batchSize = Math.max(batchSize, answer.batchSize());
        }
      }
    }
    return new Outcome.Answered(answers, batchSize);
  }

  private StoreClients.Use<Answer> ask(StoreRef ref, Set<SecretRead> reads, String namespace) {
    Optional<StoreObject> found = directory.find(ref, namespace);
    if (found.isEmpty()) {
      return new StoreClients.Use.Failed<>(ref + " does not exist");
    }
    StoreObject store = found.get();
    if (!directory.allows(store, namespace)) {
      return new StoreClients.Use.Failed<>(
          "using "
              + ref
              + " is not allowed from namespace \""
              + namespace
              + "\": denied by spec.conditions");
    }
    if (floodGate && store.knownNotReady()) {
      return new StoreClients.Use.Failed<>(ref + " is not ready");
    }
    return clients.use(
        store,
        namespace,
        connection ->
            new Answer(
                new StoreAnswers(
                    connection.origin(), connection.properties(), connection.read(reads)),
                connection.batchSize()));
  }
}
