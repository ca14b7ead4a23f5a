package dev.sealer.sync.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.AdoptedManagers;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncOptions;
import dev.sealer.sync.plan.diff.CoOwnedFields;
import dev.sealer.sync.plan.diff.DesiredFields;
import dev.sealer.sync.plan.diff.Differences;
import dev.sealer.sync.plan.diff.DriftAuthors;
import dev.sealer.sync.plan.diff.IgnoreRules;
import dev.sealer.sync.plan.diff.OwnFields;
import dev.sealer.sync.plan.diff.SettledFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares single objects with Git. It asks the API server only about those that are neither as
 * they were last compared nor as Git states them, and keeps what it found, never an object.
 */
public final class LiveReader {

  private final ClusterObjects objects;
  private final LiveCluster cluster;
  private final Map<ResourceId, Seen> seen = new ConcurrentHashMap<>();

  /** Nothing is known yet. */
  public LiveReader(ClusterObjects objects, LiveCluster cluster) {
    this.objects = objects;
    this.cluster = cluster;
  }

  /**
   * The result of the last comparison of an object.
   *
   * @param desired fingerprint of what it was compared with; empty if it must be compared again
   * @param shared the fields to adopt from their other owners before the next apply
   */
  private record Seen(
      LiveObject.Summary live,
      String desired,
      List<String> differences,
      String authors,
      Optional<CoOwnedFields> shared) {

    static Seen settled(LiveObject.Summary live, String desired, List<String> differences) {
      return new Seen(live, desired, differences, "", Optional.empty());
    }

    LiveFacts facts() {
      return live.facts();
    }

    Seen with(LiveObject.Summary now) {
      return new Seen(now, desired, differences, authors, shared);
    }
  }

  /**
   * The rules for comparing and writing objects.
   *
   * @param ignored fields that may differ
   * @param options sync options of the Application
   * @param adopted from whom objects are taken over
   */
  public record Rules(IgnoreRules ignored, SyncOptions options, AdoptedManagers adopted) {

    /** Returns whether the fields that may differ are left alone by writes, too. */
    public boolean respected() {
      return options.on("RespectIgnoreDifferences");
    }

    /** Equal for the same object, wanted under the same rules. */
    String fingerprint(Desired desired) {
      String all =
          desired.object() + " " + respected() + " " + adopted + " " + ignored.fingerprint();
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }

  /**
   * Compares a wanted object of a known kind. The API server is asked only about an object that is
   * neither as it was compared before, nor as Git states it.
   */
  public Compared compare(Desired desired, ResourceType type, Rules rules) {
    ResourceId id = desired.id();
    Optional<LiveObject> watched = cluster.find(id);
    boolean behind = cluster.mayBeBehind(id);
    if (watched.isEmpty() && !behind) {
      seen.remove(id);
      return Compared.missing(desired);
    }
    String fingerprint = fingerprint(desired, rules);
    Seen before = seen.get(id);
    if (before != null && before.desired().equals(fingerprint) && isCurrent(before, id, watched)) {
      // Of the same version, the watch may know the health by newer rules.
      Optional<LiveFacts> facts =
          behind
              ? Optional.empty()
              : watched.flatMap(LiveObject::summary).map(LiveObject.Summary::facts);
      return Compared.both(
          desired, facts.orElseGet(before::facts), before.differences(), before.authors());
    }
    Optional<LiveObject.Summary> current =
        behind ? Optional.empty() : watched.flatMap(LiveObject::summary);
    return current
        .flatMap(live -> known(desired, live, rules, fingerprint))
        .map(known -> keep(desired, known))
        .orElseGet(() -> read(desired, target(type, id), rules, fingerprint));
  }

  private Compared read(Desired desired, ObjectRef target, Rules rules, String fingerprint) {
    ResourceId id = desired.id();
    return switch (objects.read(target)) {
      case ObjectReadResult.Found found -> {
        // What is read may be newer than what the watch has seen, and must not be older next time.
        cluster.wrote(id, found.resourceVersion());
        yield look(desired, target, found.object(), rules, fingerprint);
      }
      case ObjectReadResult.Missing missing -> {
        cluster.foundNone(id);
        seen.remove(id);
        yield Compared.missing(desired);
      }
      case WriteResult.Refused refused ->
          Compared.unknown(desired, Optional.empty(), id + " cannot be read: " + refused.message());
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  /** Compares without the API server's help; empty if it must be asked. */
  private Optional<Seen> known(
      Desired desired, LiveObject.Summary live, Rules rules, String fingerprint) {
    Seen before = seen.get(desired.id());
    if (before != null
        && before.desired().equals(fingerprint)
        && before.live().comparesLike(live)) {
      return Optional.of(before.with(live));
    }
    return !live.owned().isEmpty()
            && live.owned().equals(cluster.projection().stated(desired.object()))
        ? Optional.of(Seen.settled(live, fingerprint, adopted(live.facts(), desired, rules)))
        : Optional.empty();
  }

  /** Reads an object that is no longer desired, or a hook; empty when it does not exist. */
  public Optional<LiveFacts> facts(ResourceId id, ResourceType type) {
    seen.remove(id);
    return object(id, type).map(this::facts);
  }

  /**
   * Reads an object that is to be deleted with or by its Application; empty when it does not exist,
   * or when another Application has taken it over, which a watch may show late.
   */
  public Optional<LiveFacts> ownFacts(ObjectKey application, ResourceId id, ResourceType type) {
    seen.remove(id);
    LiveProjection projection = cluster.projection();
    return object(id, type)
        .filter(live -> projection.application(id, live).filter(application::equals).isPresent())
        .map(projection::facts);
  }

  /**
   * Returns the facts about an object of an Application that is not in Git any more, as the watch
   * shows it; empty when there is none. It is read only where the watch may be older than our own
   * write.
   */
  public Optional<LiveFacts> extraFacts(ObjectKey application, ResourceId id, ResourceType type) {
    if (cluster.mayBeBehind(id)) {
      return ownFacts(application, id, type);
    }
    seen.remove(id);
    return cluster
        .find(id)
        .filter(live -> live.application().filter(application::equals).isPresent())
        .flatMap(LiveObject::summary)
        .map(LiveObject.Summary::facts);
  }

  /**
   * The object as it is, for the moment; empty only if the API server says that there is none.
   *
   * @throws ClusterAwayException when it does not say
   */
  public Optional<JsonNode> object(ResourceId id, ResourceType type) {
    return switch (objects.read(target(type, id))) {
      case ObjectReadResult.Found found -> Optional.of(found.object());
      case ObjectReadResult.Missing _ -> Optional.empty();
      case WriteResult.Refused refused ->
          throw new ClusterAwayException(id + " cannot be read: " + refused.message());
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  /**
   * Reads an object that was compared before.
   *
   * @return the object; empty when more than its status has changed since it was compared
   */
  public Optional<JsonNode> unmoved(ResourceId id, ObjectRef target, String uid) {
    Seen before = seen.get(id);
    return switch (objects.read(target)) {
      case ObjectReadResult.Found found ->
          Optional.of(found.object())
              .filter(live ->
                  before != null
                      && before
                          .live()
                          .content()
                          .equals(cluster.projection().summary(live).content()))
              .filter(live -> uid.equals(live.path("metadata").path("uid").asText()));
      case ObjectReadResult.Missing _ -> Optional.empty();
      case WriteResult.Refused refused ->
          throw new ClusterAwayException(id + " cannot be read: " + refused.message());
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  /** Forgets the results for objects: they are compared again, or never again. */
  public void forget(Collection<ResourceId> ids) {
    ids.forEach(seen::remove);
  }

  /** Returns what others own too and Git states no longer, as the last comparison found it. */
  public Optional<CoOwnedFields> shared(ResourceId id) {
    return Optional.ofNullable(seen.get(id)).flatMap(Seen::shared);
  }

  /** Equal for the same object, wanted and understood under the same rules. */
  private String fingerprint(Desired desired, Rules rules) {
    return rules.fingerprint(desired) + " " + cluster.projection().rules().health().hashCode();
  }

  /** Returns the facts about an object that was read. */
  public LiveFacts facts(JsonNode live) {
    return cluster.projection().facts(live);
  }

  /** The object as a target of reads and writes. */
  public static ObjectRef target(ResourceType type, ResourceId id) {
    return new ObjectRef(type, new ObjectKey(id.namespace(), id.name()));
  }

  /** Returns whether a result is of the newest version that the watch or our own write shows. */
  private boolean isCurrent(Seen before, ResourceId id, Optional<LiveObject> watched) {
    String version = before.facts().resourceVersion();
    return cluster.mayBeBehind(id)
        ? cluster.written(id).filter(version::equals).isPresent()
        : watched.filter(now -> version.equals(now.resourceVersion())).isPresent();
  }

  /**
   * Notes what our own apply has made of an object, so that it need not be read again. An object
   * that is not as Git states it, because a webhook changed it, is compared as any other.
   */
  public void applied(Desired desired, JsonNode stored, Rules rules) {
    if (isSettled(desired, stored, rules)) {
      Seen before = seen.get(desired.id());
      LiveObject.Summary live = cluster.projection().summary(stored);
      Seen now =
          Seen.settled(live, fingerprint(desired, rules), adopted(live.facts(), desired, rules));
      if (before == null
          || !before.facts().resourceVersion().equals(now.facts().resourceVersion())) {
        seen.put(desired.id(), now);
      }
    }
  }

  private static boolean isSettled(Desired desired, JsonNode live, Rules rules) {
    return SettledFields.isSettled(
        desired.id(), desired.object(), live, rules.ignored(), SyncNames.FIELD_MANAGER);
  }

  private Compared look(
      Desired desired, ObjectRef target, JsonNode live, Rules rules, String fingerprint) {
    LiveObject.Summary summary = cluster.projection().summary(live);
    Optional<Seen> known = known(desired, summary, rules, fingerprint);
    if (known.isPresent()) {
      return keep(desired, known.get());
    }
    if (isSettled(desired, live, rules)) {
      List<String> differences = adopted(summary.facts(), desired, rules);
      return keep(desired, Seen.settled(summary, fingerprint, differences));
    }
    ApplyOptions dryRun = ApplyOptions.by(SyncNames.FIELD_MANAGER).forced().asDryRun();
    WriteResult predicted =
        objects.apply(
            target,
            rules.ignored().carry(desired.id(), desired.object(), live, rules.respected()),
            dryRun);
    return switch (predicted) {
      case WriteResult.Applied applied ->
          keep(desired, predicted(desired, live, applied.object(), rules).of(summary, fingerprint));
      case WriteResult.Refused refused ->
          keep(
              desired,
              stated(desired, live, rules)
                  .of(summary, ApplyRefusal.isOfManifest(refused) ? fingerprint : ""));
      case WriteResult.Conflict _, WriteResult.Stale _ ->
          throw new ClusterAwayException(desired.id() + " has changed while it was compared");
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  /** The differences of a live object from Git, and what is adopted when they are mended. */
  private record Found(List<String> differences, String authors, Optional<CoOwnedFields> shared) {

    Seen of(LiveObject.Summary live, String fingerprint) {
      return new Seen(live, fingerprint, differences, authors, shared);
    }
  }

  private Found predicted(Desired desired, JsonNode live, JsonNode predicted, Rules rules) {
    List<String> differences =
        OwnFields.filter(
            Differences.between(desired.id(), predicted, live, rules.ignored()),
            live,
            predicted,
            SyncNames.FIELD_MANAGER);
    String authors = authors(live, differences);
    Optional<CoOwnedFields> shared = CoOwnedFields.find(live, predicted, SyncNames.FIELD_MANAGER);
    List<String> all = new ArrayList<>(differences);
    shared.ifPresent(fields -> all.addAll(fields.pointers()));
    if (all.isEmpty()) {
      all.addAll(adopted(facts(live), desired, rules));
    }
    return new Found(List.copyOf(all), authors, shared);
  }

  /** Fields that another tool applied would remain once Git drops them. */
  private static List<String> adopted(LiveFacts live, Desired desired, Rules rules) {
    return rules.adopted().find(live, desired).isEmpty()
        ? List.of()
        : List.of("/metadata/managedFields");
  }

  /**
   * Returns what can be told without the API server's help: whether each field that Git declares is
   * as it should be. One object that cannot be tried, because a webhook is down or because what
   * somebody changed does not fit, must not keep all others and later commits waiting.
   */
  private static Found stated(Desired desired, JsonNode live, Rules rules) {
    List<String> differences =
        DesiredFields.notMet(desired.id(), desired.object(), live, rules.ignored());
    return new Found(differences, authors(live, differences), Optional.empty());
  }

  private static String authors(JsonNode live, List<String> differences) {
    return differences.isEmpty()
        ? ""
        : DriftAuthors.describe(live, differences, SyncNames.FIELD_MANAGER);
  }

  private Compared keep(Desired desired, Seen now) {
    seen.put(desired.id(), now);
    return Compared.both(desired, now.facts(), now.differences(), now.authors());
  }
}
