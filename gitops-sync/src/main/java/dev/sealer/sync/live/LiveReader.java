package dev.sealer.sync.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.AdoptedManagers;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncOptions;
import dev.sealer.sync.plan.Tracking;
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
 * Compares single objects with the API server. It asks only about what changed since it last
 * looked, and keeps what it found, never an object.
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
   * @param content what the differences depend on: generation, labels and so on, not the status
   * @param shared the fields to adopt from their other owners before the next apply
   */
  private record Seen(
      LiveFacts facts,
      String content,
      String desired,
      List<String> differences,
      String authors,
      Optional<CoOwnedFields> shared) {
    boolean isOf(LiveFacts now, String nowContent) {
      return content.equals(nowContent) && facts.managers().equals(now.managers());
    }

    Seen with(LiveFacts now) {
      return new Seen(now, content, desired, differences, authors, shared);
    }
  }

  /**
   * The rules for comparing and writing objects.
   *
   * @param ignored fields that may differ
   * @param options sync options of the Application
   */
  public record Rules(IgnoreRules ignored, SyncOptions options) {

    /** Returns whether the fields that may differ are left alone by writes, too. */
    public boolean respected() {
      return options.on("RespectIgnoreDifferences");
    }

    /** Equal for the same object, wanted under the same rules. */
    public String fingerprint(Desired desired) {
      String all =
          desired.object()
              + " "
              + respected()
              + " "
              + options.get("ClientSideApplyMigration")
              + " "
              + ignored.fingerprint();
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }

  /** Compares a wanted object of a known kind. */
  public Compared compare(Desired desired, ResourceType type, Rules rules) {
    ResourceId id = desired.id();
    Optional<ObjectMetadata> watched = cluster.metadata(id);
    boolean behind = cluster.mayBeBehind(id);
    if (watched.isEmpty() && !behind) {
      seen.remove(id);
      return Compared.missing(desired);
    }
    String fingerprint = rules.fingerprint(desired);
    Seen before = seen.get(id);
    if (before != null && before.desired().equals(fingerprint) && isCurrent(before, id, watched)) {
      return Compared.both(desired, before.facts(), before.differences(), before.authors());
    }
    ObjectRef target = target(type, id);
    return switch (objects.read(target)) {
      case ObjectReadResult.Found found -> {
        if (behind) {
          cluster.wrote(id, found.resourceVersion());
        }
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

  /** Reads an object that is no longer desired, or a hook; empty when it does not exist. */
  public Optional<LiveFacts> facts(ResourceId id, ResourceType type) {
    seen.remove(id);
    return object(id, type).map(LiveFacts::of);
  }

  /**
   * Reads an object that is to be deleted with or by its Application; empty when it does not exist,
   * or when another Application has taken it over, which a watch may show late.
   */
  public Optional<LiveFacts> ownFacts(String application, ResourceId id, ResourceType type) {
    seen.remove(id);
    return object(id, type).filter(live -> Tracking.isBy(application, id, live)).map(LiveFacts::of);
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
              .filter(live -> before != null && before.content().equals(content(live)))
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

  /** The object as a target of reads and writes. */
  public static ObjectRef target(ResourceType type, ResourceId id) {
    return new ObjectRef(type, new ObjectKey(id.namespace(), id.name()));
  }

  /** Returns whether a result is of the newest version that the watch or our own write shows. */
  private boolean isCurrent(Seen before, ResourceId id, Optional<ObjectMetadata> watched) {
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
      Seen now = found(desired, stored, stored, rules, rules.fingerprint(desired));
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
    LiveFacts facts = LiveFacts.of(live);
    String content = content(live);
    Seen before = seen.get(desired.id());
    if (before != null && before.desired().equals(fingerprint) && before.isOf(facts, content)) {
      return keep(desired, before.with(facts));
    }
    if (isSettled(desired, live, rules)) {
      return keep(desired, found(desired, live, live, rules, fingerprint));
    }
    ApplyOptions dryRun = ApplyOptions.by(SyncNames.FIELD_MANAGER).forced().asDryRun();
    WriteResult predicted =
        objects.apply(
            target,
            rules.ignored().carry(desired.id(), desired.object(), live, rules.respected()),
            dryRun);
    return switch (predicted) {
      case WriteResult.Applied applied ->
          keep(desired, found(desired, live, applied.object(), rules, fingerprint));
      case WriteResult.Refused refused ->
          keep(
              desired,
              stated(desired, live, rules, ApplyRefusal.isOfManifest(refused) ? fingerprint : ""));
      case WriteResult.Conflict _, WriteResult.Stale _ ->
          throw new ClusterAwayException(desired.id() + " has changed while it was compared");
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  private static Seen found(
      Desired desired, JsonNode live, JsonNode predicted, Rules rules, String fingerprint) {
    LiveFacts facts = LiveFacts.of(live);
    List<String> differences =
        OwnFields.filter(
            Differences.between(desired.id(), predicted, live, rules.ignored()),
            live,
            predicted,
            SyncNames.FIELD_MANAGER);
    String authors = authors(live, differences);
    Optional<CoOwnedFields> shared = CoOwnedFields.find(live, predicted, SyncNames.FIELD_MANAGER);
    if (shared.isPresent()) {
      List<String> all = new ArrayList<>(differences);
      all.addAll(shared.get().pointers());
      differences = all;
    }
    if (differences.isEmpty() && !AdoptedManagers.of(facts, desired, rules.options()).isEmpty()) {
      // Fields that another tool applied would remain once Git drops them.
      differences = List.of("/metadata/managedFields");
    }
    return new Seen(facts, content(live), fingerprint, differences, authors, shared);
  }

  /**
   * Returns what can be told without the API server's help: whether each field that Git declares is
   * as it should be. One object that cannot be tried, because a webhook is down or because what
   * somebody changed does not fit, must not keep all others and later commits waiting.
   *
   * @param fingerprint empty if the API server is asked again next time
   */
  private static Seen stated(Desired desired, JsonNode live, Rules rules, String fingerprint) {
    List<String> differences =
        DesiredFields.notMet(desired.id(), desired.object(), live, rules.ignored());
    return new Seen(
        LiveFacts.of(live),
        content(live),
        fingerprint,
        differences,
        authors(live, differences),
        Optional.empty());
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

  /** Returns what a comparison depends on. A new status alone requires no new dry run. */
  private static String content(JsonNode live) {
    JsonNode metadata = live.path("metadata");
    long generation = metadata.path("generation").asLong();
    String state =
        generation > 0 ? Long.toString(generation) : metadata.path("resourceVersion").asText();
    return metadata.path("uid").asText()
        + ' '
        + state
        + ' '
        + metadata.path("labels").hashCode()
        + ' '
        + metadata.path("annotations").hashCode()
        + ' '
        + metadata.path("ownerReferences").hashCode();
  }
}
