package dev.sealer.externalsecrets.plan;

import dev.sealer.externalsecrets.spec.CreationPolicy;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Target;
import dev.sealer.secret.SecretBytes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of the target: desired, live, nothing else. */
public final class WritePlanner {

  private static final String DEFAULT_TYPE = "Opaque";
  private static final String OWNED_BY_OTHER = "target is owned by another ExternalSecret";
  private static final String CANNOT_OWN = "failed to take ownership of target secret";
  private static final String IMMUTABLE = "could not update secret, target is immutable";
  private static final String CANNOT_UPDATE = "could not update secret";
  private static final String CANNOT_DELETE = "could not delete secret";

  private final Source source;
  private final Target target;
  private final Optional<LiveSecret> live;

  /** Names of the other ExternalSecrets that write the target, by their field managers. */
  private final Map<String, String> writers;

  private WritePlanner(
      Source source, Target target, Optional<LiveSecret> live, Map<String, String> writers) {
    this.source = source;
    this.target = target;
    this.live = live;
    this.writers = writers;
  }

  /**
   * Returns the plan once the provider's values are there.
   *
   * @param writers names of the other ExternalSecrets that write the target, by field manager
   */
  public static WritePlan write(
      Source source,
      Target target,
      Optional<LiveSecret> live,
      Content content,
      Map<String, String> writers) {
    return new WritePlanner(source, target, live, writers).write(content);
  }

  /**
   * Returns whether the fetched values leave nothing to write, so that {@link #nothingFetched}
   * decides. With deletionPolicy Merge an empty result is written like any other.
   */
  public static boolean leavesNothing(Target target, Map<String, SecretBytes> fetched) {
    return fetched.isEmpty() && target.deletion() != DeletionPolicy.MERGE;
  }

  /** The plan when the provider has none of the values any more. */
  public static WritePlan nothingFetched(Source source, Target target, Optional<LiveSecret> live) {
    return new WritePlanner(source, target, live, Map.of()).nothingFetched();
  }

  /**
   * Returns whether the Secret is as we left it, so that only time or a change makes a refresh due.
   */
  public static boolean isValid(Target target, Optional<LiveSecret> live) {
    return switch (target.creation()) {
      case ORPHAN, NONE -> true;
      // Nothing can be done about a missing Secret here; its appearance is watched.
      case MERGE -> live.map(LiveSecret::untouched).orElse(true);
      case OWNER, CREATE_OR_MERGE -> live.map(LiveSecret::untouched).orElse(false);
    };
  }

  /** The plan when the ExternalSecret is being deleted. */
  public static WritePlan sourceDeleted(Source source, Target target, Optional<LiveSecret> live) {
    boolean ours =
        live.flatMap(LiveSecret::controller).filter(o -> o.uid().equals(source.uid())).isPresent();
    return target.deletion() == DeletionPolicy.DELETE && ours
        ? live.<WritePlan>map(l -> new WritePlan.Delete(l.uid(), l.resourceVersion())).orElseThrow()
        : new WritePlan.Keep(WritePlan.Why.RETAINED);
  }

  private WritePlan write(Content content) {
    if (target.creation() == CreationPolicy.NONE) {
      return new WritePlan.Keep(WritePlan.Why.NOTHING_TO_WRITE);
    }
    if (live.isEmpty() && !target.creation().creates()) {
      return new WritePlan.Keep(WritePlan.Why.TARGET_MISSING);
    }
    return credential(content)
        .or(() -> refusal(content))
        .<WritePlan>map(refused -> refused)
        .orElseGet(() ->
            new WritePlan.Write(desired(content), live.isEmpty(), prune(content), staleOwners()));
  }

  private WritePlan nothingFetched() {
    if (target.deletion() == DeletionPolicy.RETAIN) {
      return new WritePlan.Keep(WritePlan.Why.RETAINED);
    }
    if (target.creation() != CreationPolicy.OWNER) {
      return new WritePlan.Refuse(
          CANNOT_DELETE, "deletionPolicy: Delete needs creationPolicy: Owner");
    }
    if (live.isEmpty()) {
      return new WritePlan.Keep(WritePlan.Why.ALREADY_DELETED);
    }
    return ownership()
        .<WritePlan>map(refused -> refused)
        .orElseGet(() -> new WritePlan.Delete(live.get().uid(), live.get().resourceVersion()));
  }

  /** Checks the content to write, whatever its source. An existing Secret keeps its own type. */
  private Optional<WritePlan.Refuse> credential(Content content) {
    return ClusterCredential.isMadeBy(type(content), content.annotations(), live)
        ? Optional.of(
            new WritePlan.Refuse(
                CANNOT_UPDATE,
                "a Secret of type \"%s\" with this content is a credential of this cluster; not allowed"
                    .formatted(type(content))))
        : Optional.empty();
  }

  private Optional<WritePlan.Refuse> refusal(Content content) {
    return live.isEmpty()
        ? Optional.empty()
        : ownership()
            .or(() -> typeChange(content))
            .or(() -> immutability(content))
            .or(() -> conflict(content));
  }

  /**
   * Two ExternalSecrets that want different values for one key would overwrite each other without
   * end. The first one keeps the key. A key that both own holds what both want, or wanted until one
   * of them was refreshed.
   */
  private Optional<WritePlan.Refuse> conflict(Content content) {
    for (String key : new TreeSet<>(content.data().keySet())) {
      Optional<String> writer = otherWriter(key, content);
      if (writer.isPresent()) {
        return Optional.of(
            new WritePlan.Refuse(
                CANNOT_UPDATE,
                "ExternalSecret \"%s\" writes another value to data key \"%s\"; remove the key from one of the two"
                    .formatted(writer.get(), key)));
      }
    }
    return Optional.empty();
  }

  private Optional<String> otherWriter(String key, Content content) {
    SecretBytes wanted = content.data().get(key);
    return live.filter(secret -> !secret.ourKeys().contains(key))
        .filter(secret -> isOther(secret.data().get(key), wanted))
        .flatMap(secret ->
            secret.owned().byOthers().entrySet().stream()
                .filter(owned -> owned.getValue().contains(key))
                .map(owned -> writers.get(owned.getKey()))
                .flatMap(Stream::ofNullable)
                .min(Comparator.naturalOrder()));
  }

  private static boolean isOther(@Nullable SecretBytes live, @Nullable SecretBytes wanted) {
    return live != null && wanted != null && !live.matches(wanted);
  }

  private Optional<WritePlan.Refuse> ownership() {
    Optional<LiveSecret.Owner> other =
        live.flatMap(LiveSecret::controller).filter(owner -> !isSource(owner));
    if (other.isEmpty()) {
      return Optional.empty();
    }
    LiveSecret.Owner owner = other.get();
    String who = owner.kind() + " \"" + owner.name() + "\" controls it";
    if (owner.isExternalSecret()) {
      return Optional.of(new WritePlan.Refuse(OWNED_BY_OTHER, who));
    }
    return target.creation() == CreationPolicy.OWNER
        ? Optional.of(new WritePlan.Refuse(CANNOT_OWN, who))
        : Optional.empty();
  }

  /** By name, not uid: an ExternalSecret that was restored from a backup keeps its Secret. */
  private boolean isSource(LiveSecret.Owner owner) {
    return owner.isExternalSecret() && owner.name().equals(source.name());
  }

  private Optional<WritePlan.Refuse> typeChange(Content content) {
    String present = live.map(LiveSecret::type).orElse(content.type());
    return content.type().isEmpty() || content.type().equals(present)
        ? Optional.empty()
        : Optional.of(
            new WritePlan.Refuse(
                CANNOT_UPDATE,
                "target.template.type is \""
                    + content.type()
                    + "\", but the Secret has type \""
                    + present
                    + "\", which never changes; delete the Secret or choose another target.name"));
  }

  private Optional<WritePlan.Refuse> immutability(Content content) {
    boolean blocked =
        live.filter(LiveSecret::immutable)
            .filter(l -> !PeerHash.ofData(l.data()).equals(PeerHash.ofData(result(content))))
            .isPresent();
    return blocked
        ? Optional.of(
            new WritePlan.Refuse(IMMUTABLE, "its data differs; delete the Secret to renew it"))
        : Optional.empty();
  }

  private DesiredSecret desired(Content content) {
    Map<String, String> labels = new HashMap<>(content.labels());
    labels.put(Owned.MANAGED_LABEL, "true");
    Map<String, String> annotations = new HashMap<>(content.annotations());
    annotations.put(Owned.DATA_HASH_ANNOTATION, PeerHash.ofData(result(content)));
    boolean owned = target.creation() == CreationPolicy.OWNER;
    if (owned) {
      labels.put(Owned.CREATED_BY_LABEL, PeerHash.ofOwner(source.namespace(), source.name()));
    }
    return new DesiredSecret(
        target.name(),
        type(content),
        target.immutable() || live.map(LiveSecret::immutable).orElse(false),
        Map.copyOf(labels),
        Map.copyOf(annotations),
        content.finalizers(),
        owned ? Optional.of(source) : Optional.empty(),
        content.data());
  }

  private String type(Content content) {
    String wanted = content.type().isEmpty() ? DEFAULT_TYPE : content.type();
    return live.map(LiveSecret::type).orElse(wanted);
  }

  /** The data as it will be: what we write, and what stays of others. */
  private Map<String, SecretBytes> result(Content content) {
    Map<String, SecretBytes> result = new HashMap<>();
    if (target.creation().keepsForeignKeys()) {
      live.ifPresent(l -> result.putAll(l.data()));
      live.ifPresent(l -> result.keySet().removeAll(l.ourKeys()));
    }
    result.putAll(content.data());
    return result;
  }

  private WritePlan.Prune prune(Content content) {
    if (!target.creation().keepsForeignKeys()) {
      return new WritePlan.Prune.Foreign();
    }
    Set<String> stale = new HashSet<>(live.map(LiveSecret::ourKeys).orElse(Set.of()));
    stale.removeAll(content.data().keySet());
    return new WritePlan.Prune.Only(Set.copyOf(stale));
  }

  /** Earlier selves of the source, and, where it shall not own the Secret, itself. */
  private Set<String> staleOwners() {
    boolean owns = target.creation() == CreationPolicy.OWNER;
    return live.map(LiveSecret::owners).stream()
        .flatMap(java.util.Collection::stream)
        .filter(this::isSource)
        .map(LiveSecret.Owner::uid)
        .filter(uid -> !owns || !uid.equals(source.uid()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
