package dev.sealer.sync.application;

import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.SyncPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Argo CD's finalizers on an Application. They say what is still to be done when it is deleted: its
 * PreDelete hooks, then its objects, then its PostDelete hooks.
 */
public final class DeletionFinalizers {

  private static final String RESOURCES = "resources-finalizer.argocd.argoproj.io";
  private static final String PRE_DELETE = "pre-delete-finalizer.argocd.argoproj.io";
  private static final String POST_DELETE = "post-delete-finalizer.argocd.argoproj.io";
  private static final String CLEANUP = "/cleanup";

  private DeletionFinalizers() {}

  /** Returns those of the Application that are handled here. */
  public static List<String> ours(ApplicationView view) {
    return view.finalizers().stream().filter(DeletionFinalizers::isOurs).toList();
  }

  private static boolean isOurs(String finalizer) {
    return isOfResources(finalizer)
        || isOf(finalizer, SyncPhase.PRE_DELETE)
        || isOf(finalizer, SyncPhase.POST_DELETE);
  }

  public static boolean isOfResources(String finalizer) {
    return finalizer.startsWith(RESOURCES);
  }

  /** Returns whether a finalizer is one of the hooks of a phase. */
  public static boolean isOf(String finalizer, SyncPhase phase) {
    return finalizer.startsWith(name(phase));
  }

  /** Returns whether the objects of an Application go with it. */
  public static boolean deletesResources(ApplicationView view) {
    return view.finalizers().stream().anyMatch(DeletionFinalizers::isOfResources);
  }

  /** Returns whether the hooks of a phase are still to be run or to be cleaned up. */
  public static boolean awaits(ApplicationView view, SyncPhase phase) {
    return view.finalizers().stream().anyMatch(finalizer -> isOf(finalizer, phase));
  }

  public static String name(SyncPhase phase) {
    return phase == SyncPhase.PRE_DELETE ? PRE_DELETE : POST_DELETE;
  }

  /**
   * Returns the finalizers that an Application with these hooks should have. Hooks run only if its
   * objects are deleted with it.
   */
  public static List<String> wanted(ApplicationView view, List<Desired> deletionHooks) {
    Set<SyncPhase> phases =
        deletesResources(view)
            ? deletionHooks.stream()
                .flatMap(hook -> hook.hook().orElseThrow().phases().stream())
                .collect(Collectors.toSet())
            : Set.of();
    List<String> wanted = new ArrayList<>(view.finalizers());
    for (SyncPhase phase : List.of(SyncPhase.PRE_DELETE, SyncPhase.POST_DELETE)) {
      if (!phases.contains(phase)) {
        wanted.removeIf(finalizer -> isOf(finalizer, phase));
      } else if (!wanted.contains(name(phase))) {
        wanted.removeIf(finalizer -> isOf(finalizer, phase));
        wanted.add(name(phase));
        wanted.add(name(phase) + CLEANUP);
      }
    }
    return wanted;
  }
}
