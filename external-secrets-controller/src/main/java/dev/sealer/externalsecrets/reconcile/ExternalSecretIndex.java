package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.deletion.LossLedger;
import dev.sealer.externalsecrets.deletion.SourceId;
import dev.sealer.externalsecrets.deletion.SourceState;
import dev.sealer.externalsecrets.generator.GeneratorRef;
import dev.sealer.externalsecrets.parse.ParsedSpec;
import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.spec.TemplateSource;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.ObjectMetadata;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which ExternalSecrets a change of something else concerns, in the order of their names. Safe for
 * several threads.
 */
public final class ExternalSecretIndex {

  /** Something an ExternalSecret depends on. */
  private sealed interface Need {
    record Target(ObjectKey secret) implements Need {}

    record Store(StoreRef store, String namespace) implements Need {}

    record Template(boolean secret, ObjectKey object) implements Need {}

    record Generator(GeneratorRef generator, String namespace) implements Need {}
  }

  private final Map<ObjectKey, Set<Need>> needs = new HashMap<>();
  private final Map<Need, Set<ObjectKey>> users = new HashMap<>();
  private final Map<ObjectKey, Map<Need, Set<StoreQuery>>> readsOf = new HashMap<>();
  private final Map<Need, Map<StoreQuery, Integer>> reads = new HashMap<>();
  private final Map<ObjectKey, Integer> nudges = new HashMap<>();
  private final Map<String, Set<ObjectKey>> secretsByCreator = new HashMap<>();
  private final LossLedger losses;

  /** Knows no ExternalSecrets; counts in {@code losses} what is missing of those that come. */
  public ExternalSecretIndex(LossLedger losses) {
    this.losses = losses;
  }

  /** Notes an ExternalSecret, new or changed. */
  public synchronized void put(ExternalSecretObject object) {
    removeNeeds(object.key());
    if (object.parsed() instanceof ParsedSpec.Valid(SyncSpec spec)) {
      note(object.key(), spec, object.last().sources());
      Set<Need> mine = needs(object.source().namespace(), spec);
      needs.put(object.key(), mine);
      putReads(object.key(), spec);
      mine.forEach(need -> users.computeIfAbsent(need, n -> new TreeSet<>()).add(object.key()));
    }
  }

  /** Notes what is known of the sources of an ExternalSecret. */
  public synchronized void note(ObjectKey key, SyncSpec spec, List<SourceState> sources) {
    losses.put(key, removesMissing(spec), sources);
  }

  /** Returns what is missing, by store. */
  public LossLedger losses() {
    return losses;
  }

  /**
   * Selects the sources whose missing values are removed. A source that is not an entry is a member
   * that an extracted object dropped.
   */
  private static Predicate<SourceState> removesMissing(SyncSpec spec) {
    if (!spec.refresh().periodic()) {
      return _ -> false;
    }
    if (spec.target().deletion() != DeletionPolicy.RETAIN) {
      return _ -> true;
    }
    Set<SourceId> entries =
        spec.remotes().stream().map(SourceId::of).collect(Collectors.toUnmodifiableSet());
    return state -> !entries.contains(state.id());
  }

  /** Notes that a failure of these may be over, for a reason that is not in the objects. */
  public synchronized void nudge(Collection<ObjectKey> keys) {
    keys.forEach(key -> nudges.merge(key, 1, Integer::sum));
  }

  /** Returns how often an ExternalSecret was nudged. */
  public synchronized int nudges(ObjectKey key) {
    return nudges.getOrDefault(key, 0);
  }

  /** Forgets an ExternalSecret. */
  public synchronized void remove(ObjectKey key) {
    nudges.remove(key);
    losses.remove(key);
    removeNeeds(key);
  }

  /** Notes a Secret, new or changed. */
  public synchronized void putSecret(ObjectMetadata secret) {
    String creator = secret.labels().get(Owned.CREATED_BY_LABEL);
    if (creator != null) {
      secretsByCreator.computeIfAbsent(creator, _ -> new TreeSet<>()).add(secret.key());
    }
  }

  /** Forgets a Secret as it was last seen. */
  public synchronized void removeSecret(ObjectMetadata secret) {
    String creator = secret.labels().get(Owned.CREATED_BY_LABEL);
    Set<ObjectKey> made = secretsByCreator.get(creator == null ? "" : creator);
    if (made != null && made.remove(secret.key()) && made.isEmpty()) {
      secretsByCreator.remove(creator);
    }
  }

  /**
   * Returns the Secrets that name a creator.
   *
   * @param creator the hash that is their label
   */
  synchronized NavigableSet<ObjectKey> secretsOf(String creator) {
    return new TreeSet<>(secretsByCreator.getOrDefault(creator, Set.of()));
  }

  private void putReads(ObjectKey key, SyncSpec spec) {
    Map<Need, Set<StoreQuery>> mine = new HashMap<>();
    for (Entry.Remote entry : spec.remotes()) {
      mine.computeIfAbsent(store(entry.store(), key.namespace()), _ -> new HashSet<>())
          .add(entry.remote().read());
    }
    readsOf.put(key, mine);
    mine.forEach((need, some) ->
        some.forEach(read ->
            reads.computeIfAbsent(need, _ -> new HashMap<>()).merge(read, 1, Integer::sum)));
  }

  private void removeReads(ObjectKey key) {
    Map<Need, Set<StoreQuery>> former = readsOf.remove(key);
    if (former == null) {
      return;
    }
    former.forEach((need, some) -> {
      Map<StoreQuery, Integer> counts = reads.getOrDefault(need, new HashMap<>());
      some.forEach(read -> counts.computeIfPresent(read, (_, n) -> n > 1 ? n - 1 : null));
      if (counts.isEmpty()) {
        reads.remove(need);
      }
    });
  }

  /** Returns how many different values are read from a store. */
  public synchronized int distinctReads(StoreRef store, String namespace) {
    return reads.getOrDefault(store(store, namespace), Map.of()).size();
  }

  private void removeNeeds(ObjectKey key) {
    removeReads(key);
    Set<Need> former = needs.remove(key);
    if (former == null) {
      return;
    }
    for (Need need : former) {
      Set<ObjectKey> others = users.get(need);
      if (others != null && others.remove(key) && others.isEmpty()) {
        users.remove(need);
      }
    }
  }

  private static Set<Need> needs(String namespace, SyncSpec spec) {
    Set<Need> needs = new HashSet<>();
    needs.add(new Need.Target(new ObjectKey(namespace, spec.target().name())));
    for (Entry entry : spec.entries()) {
      needs.add(
          switch (entry) {
            case Entry.Remote remote -> store(remote.store(), namespace);
            case Entry.Generated from -> new Need.Generator(from.generator(), namespace);
          });
    }
    spec.target().template().stream()
        .flatMap(template -> template.from().stream())
        .forEach(source -> {
          if (source instanceof TemplateSource.Referenced ref) {
            needs.add(new Need.Template(ref.secret(), new ObjectKey(namespace, ref.name())));
          }
        });
    return needs;
  }

  private static Need store(StoreRef store, String namespace) {
    boolean cluster = store.kind() == StoreKind.CLUSTER_SECRET_STORE;
    return new Need.Store(store, cluster ? "" : namespace);
  }

  /** Returns the ExternalSecrets that write a Secret. */
  public synchronized NavigableSet<ObjectKey> writersOf(ObjectKey secret) {
    return users(new Need.Target(secret));
  }

  /** Those that write a Secret or make a template of it. */
  public synchronized NavigableSet<ObjectKey> ofSecret(ObjectKey secret) {
    NavigableSet<ObjectKey> concerned = users(new Need.Target(secret));
    concerned.addAll(users(new Need.Template(true, secret)));
    return concerned;
  }

  /** Those that make a template of a ConfigMap. */
  public synchronized NavigableSet<ObjectKey> ofConfigMap(ObjectKey configMap) {
    return users(new Need.Template(false, configMap));
  }

  /**
   * Those that read from a store.
   *
   * @param namespace of the ExternalSecrets; for a ClusterSecretStore it does not matter
   */
  public synchronized NavigableSet<ObjectKey> ofStore(StoreRef store, String namespace) {
    return users(store(store, namespace));
  }

  /** Those whose values a generator makes. */
  public synchronized NavigableSet<ObjectKey> ofGenerator(
      GeneratorRef generator, String namespace) {
    return users(new Need.Generator(generator, namespace));
  }

  /** Those in a namespace. */
  public synchronized NavigableSet<ObjectKey> ofNamespace(String namespace) {
    return needs.keySet().stream()
        .filter(key -> key.namespace().equals(namespace))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private NavigableSet<ObjectKey> users(Need need) {
    return new TreeSet<>(users.getOrDefault(need, Set.of()));
  }
}
