package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.Manifest;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hook settings of an object that runs at a point of a sync or a deletion and is not kept.
 *
 * @param phases when it runs; empty when it never does (Skip, or hooks that are not supported)
 * @param unsupported words that ask for something that is not done here
 * @param deletePolicies when the object is deleted; never empty
 */
public record Hook(
    Set<SyncPhase> phases, List<String> unsupported, Set<DeletePolicy> deletePolicies) {

  private static final String HOOK = "argocd.argoproj.io/hook";
  private static final String POLICY = "argocd.argoproj.io/hook-delete-policy";
  private static final String HELM_HOOK = "helm.sh/hook";
  private static final String HELM_POLICY = "helm.sh/hook-delete-policy";

  public Hook {
    phases = Collections.unmodifiableSet(new TreeSet<>(phases));
    unsupported = List.copyOf(unsupported);
    deletePolicies = Collections.unmodifiableSet(new TreeSet<>(deletePolicies));
  }

  /** When a hook's object is deleted. */
  public enum DeletePolicy {
    /** Before the next one of its name is made. */
    BEFORE_CREATION,
    /** As soon as it succeeded. */
    SUCCEEDED,
    /** As soon as it failed. */
    FAILED
  }

  /** Reads an object's annotations; empty for an ordinary object. */
  public static Optional<Hook> of(Manifest manifest) {
    Optional<String> argo = manifest.annotation(HOOK);
    Optional<String> words = argo.isPresent() ? argo : manifest.annotation(HELM_HOOK);
    // An old way of Helm 2 to ship a definition: an ordinary object here, as in Argo CD.
    if (words.isEmpty() || words.get().strip().equals("crd-install")) {
      return Optional.empty();
    }
    EnumSet<SyncPhase> phases = EnumSet.noneOf(SyncPhase.class);
    Set<String> unsupported = new HashSet<>();
    for (String word : split(words.get())) {
      switch (word) {
        case "PreSync", "pre-install", "pre-upgrade" -> phases.add(SyncPhase.PRE_SYNC);
        case "Sync" -> phases.add(SyncPhase.SYNC);
        case "PostSync", "post-install", "post-upgrade" -> phases.add(SyncPhase.POST_SYNC);
        case "SyncFail" -> phases.add(SyncPhase.SYNC_FAIL);
        case "PreDelete", "pre-delete" -> phases.add(SyncPhase.PRE_DELETE);
        case "PostDelete", "post-delete" -> phases.add(SyncPhase.POST_DELETE);
        case "Skip" -> {
          return Optional.of(new Hook(Set.of(), List.of(), Set.of(DeletePolicy.BEFORE_CREATION)));
        }
        default -> unsupported.add(word);
      }
    }
    return Optional.of(
        new Hook(phases, unsupported.stream().sorted().toList(), policies(manifest)));
  }

  /**
   * Returns the part of it that runs in a sync, or when an Application is deleted; empty if there
   * is none.
   */
  public Optional<Hook> part(boolean ofDeletion) {
    Set<SyncPhase> part = new TreeSet<>(phases);
    part.removeIf(phase -> phase.isOfDeletion() != ofDeletion);
    return part.isEmpty()
        ? Optional.empty()
        : Optional.of(new Hook(part, unsupported, deletePolicies));
  }

  /** Returns whether the live object was created as a hook. */
  public static boolean isHook(JsonNode live) {
    return Manifest.annotation(live, HOOK).isPresent()
        || Manifest.annotation(live, HELM_HOOK).isPresent();
  }

  private static Set<DeletePolicy> policies(Manifest manifest) {
    EnumSet<DeletePolicy> found = EnumSet.noneOf(DeletePolicy.class);
    String words =
        manifest.annotation(POLICY).or(() -> manifest.annotation(HELM_POLICY)).orElse("");
    for (String word : split(words)) {
      switch (word.toLowerCase(Locale.ROOT).replace("-", "")) {
        case "beforehookcreation" -> found.add(DeletePolicy.BEFORE_CREATION);
        case "hooksucceeded" -> found.add(DeletePolicy.SUCCEEDED);
        case "hookfailed" -> found.add(DeletePolicy.FAILED);
        default -> {
          // Argo CD passes over words it does not know, too; the default below then holds.
        }
      }
    }
    return found.isEmpty() ? Set.of(DeletePolicy.BEFORE_CREATION) : found;
  }

  private static List<String> split(String words) {
    return Arrays.stream(words.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
