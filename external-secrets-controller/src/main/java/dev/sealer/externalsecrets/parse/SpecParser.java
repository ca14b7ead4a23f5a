package dev.sealer.externalsecrets.parse;

import dev.sealer.crds.externalsecrets.ExternalSecretSpec;
import dev.sealer.externalsecrets.spec.CreationPolicy;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.Refresh;
import dev.sealer.externalsecrets.spec.RefreshPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.spec.Target;
import dev.sealer.gocompat.GoDuration;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an ExternalSecret's spec. Whatever the schema takes and we cannot carry out is refused by
 * name: nothing is ignored.
 */
public final class SpecParser {

  private SpecParser() {}

  /**
   * Reads a spec.
   *
   * @param name of the ExternalSecret, the target's default name
   * @param spec as the API server holds it
   */
  public static ParsedSpec parse(String name, @Nullable ExternalSecretSpec spec) {
    if (spec == null) {
      return new ParsedSpec.Invalid("spec", "is required");
    }
    try {
      if (spec.syncWindows() != null) {
        throw new InvalidSpecException("spec.syncWindows", InvalidSpecException.UNSUPPORTED);
      }
      Target target = target(name, spec.target());
      List<Entry> entries = EntryParser.parse(spec);
      checkDuplicates(entries, target);
      return new ParsedSpec.Valid(new SyncSpec(refresh(spec), target, entries));
    } catch (InvalidSpecException invalid) {
      return invalid.result();
    }
  }

  private static Refresh refresh(ExternalSecretSpec spec) throws InvalidSpecException {
    RefreshPolicy policy =
        switch (orEmpty(spec.refreshPolicy())) {
          case "", "Periodic" -> RefreshPolicy.PERIODIC;
          case "OnChange" -> RefreshPolicy.ON_CHANGE;
          case "CreatedOnce" -> RefreshPolicy.CREATED_ONCE;
          default ->
              throw new InvalidSpecException(
                  "spec.refreshPolicy", "must be Periodic, OnChange or CreatedOnce");
        };
    String text = orEmpty(spec.refreshInterval());
    Optional<Duration> interval =
        text.isEmpty() ? Optional.of(Refresh.DEFAULT_INTERVAL) : GoDuration.parse(text);
    return new Refresh(
        policy,
        interval.orElseThrow(() ->
            new InvalidSpecException(
                "spec.refreshInterval", "must be a duration such as 1h or 90s")));
  }

  private static Target target(String name, ExternalSecretSpec.@Nullable Target given)
      throws InvalidSpecException {
    if (given == null) {
      return new Target(name, CreationPolicy.OWNER, DeletionPolicy.RETAIN, false, Optional.empty());
    }
    if (given.manifest() != null) {
      throw new InvalidSpecException("spec.target.manifest", InvalidSpecException.UNSUPPORTED);
    }
    String targetName = orEmpty(given.name());
    Target target =
        new Target(
            targetName.isEmpty() ? name : targetName,
            creation(orEmpty(given.creationPolicy())),
            deletion(orEmpty(given.deletionPolicy())),
            Boolean.TRUE.equals(given.immutable()),
            TemplateParser.parse(given.template()));
    checkPolicies(target);
    return target;
  }

  private static CreationPolicy creation(String text) throws InvalidSpecException {
    return switch (text) {
      case "", "Owner" -> CreationPolicy.OWNER;
      case "Orphan" -> CreationPolicy.ORPHAN;
      case "Merge" -> CreationPolicy.MERGE;
      case "CreateOrMerge" -> CreationPolicy.CREATE_OR_MERGE;
      case "None" -> CreationPolicy.NONE;
      default ->
          throw new InvalidSpecException(
              "spec.target.creationPolicy", "must be Owner, Orphan, Merge, CreateOrMerge or None");
    };
  }

  private static DeletionPolicy deletion(String text) throws InvalidSpecException {
    return switch (text) {
      case "", "Retain" -> DeletionPolicy.RETAIN;
      case "Delete" -> DeletionPolicy.DELETE;
      case "Merge" -> DeletionPolicy.MERGE;
      default ->
          throw new InvalidSpecException(
              "spec.target.deletionPolicy", "must be Retain, Delete or Merge");
    };
  }

  /** Checks the policies by External Secrets Operator's rules. */
  private static void checkPolicies(Target target) throws InvalidSpecException {
    boolean deletesForeign =
        target.deletion() == DeletionPolicy.DELETE
            && (target.creation().keepsForeignKeys() || target.creation() == CreationPolicy.NONE);
    boolean mergesNothing =
        target.deletion() == DeletionPolicy.MERGE && target.creation() == CreationPolicy.NONE;
    if (deletesForeign || mergesNothing) {
      throw new InvalidSpecException(
          "spec.target.deletionPolicy",
          "does not go with this creationPolicy; use Retain, or creationPolicy: Owner");
    }
  }

  private static void checkDuplicates(List<Entry> entries, Target target)
      throws InvalidSpecException {
    Set<String> seen = new HashSet<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Single single
          && !seen.add(single.secretKey())
          && target.deletion() == DeletionPolicy.RETAIN) {
        throw new InvalidSpecException(
            single.field() + ".secretKey",
            "is used twice: \"" + single.secretKey() + "\"; give each entry its own key");
      }
    }
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
