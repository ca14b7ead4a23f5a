package dev.sealer.sync.plan;

import dev.sealer.sync.manifest.Manifest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells from which field managers an object is taken over: from Argo CD, from {@code kubectl
 * apply}, and from the one that an annotation of the object names. What they own becomes Sealer's,
 * so that a field that Git drops goes away.
 */
public final class AdoptedManagers {

  private static final String NAMED = "argocd.argoproj.io/client-side-apply-migration-manager";
  private static final String OPTION = "ClientSideApplyMigration";
  private static final Set<String> APPLIERS =
      Set.of("argocd-controller", "kubectl-client-side-apply");

  private AdoptedManagers() {}

  /**
   * Returns their names; empty if there are none, or if the object or its Application asks for no
   * take-over. Comparison and write both ask here.
   *
   * @param application the Application's sync options
   */
  public static Set<String> of(LiveFacts live, Desired desired, SyncOptions application) {
    if (desired.options().is(OPTION, "false") || application.is(OPTION, "false")) {
      return Set.of();
    }
    Optional<String> named = Manifest.annotation(desired.object(), NAMED);
    Set<String> found = new TreeSet<>();
    for (String manager : live.managers()) {
      if (APPLIERS.contains(manager) || named.filter(manager::equals).isPresent()) {
        found.add(manager);
      }
    }
    return found;
  }
}
