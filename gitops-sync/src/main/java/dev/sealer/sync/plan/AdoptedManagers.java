package dev.sealer.sync.plan;

import dev.sealer.sync.manifest.Manifest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells from which field managers the objects of an Application are taken over: from Argo CD, from
 * {@code kubectl apply}, and from those that an annotation of the Application and one of the object
 * name. What they own becomes Sealer's, so that a field that Git drops goes away. Comparison and
 * write both ask here.
 *
 * @param isOn whether the Application takes over at all
 * @param named the one that the Application names
 * @param own Sealer's field manager, which has nothing to take over from itself
 */
public record AdoptedManagers(boolean isOn, Optional<String> named, String own) {

  /** The annotation of an Application or of an object that names a further field manager. */
  public static final String NAMED = "argocd.argoproj.io/client-side-apply-migration-manager";

  private static final String OPTION = "ClientSideApplyMigration";
  private static final Set<String> APPLIERS =
      Set.of("argocd-controller", "kubectl-client-side-apply");

  /** Returns the rule of an Application with these sync options. */
  public static AdoptedManagers of(SyncOptions options, Optional<String> named, String own) {
    return new AdoptedManagers(!options.is(OPTION, "false"), named, own);
  }

  /**
   * Returns the names of those that own fields of an object; empty if there are none, or if the
   * object or its Application asks for no take-over.
   */
  public Set<String> find(LiveFacts live, Desired desired) {
    if (!isOn || desired.options().is(OPTION, "false")) {
      return Set.of();
    }
    Set<String> wanted = new TreeSet<>(APPLIERS);
    named.ifPresent(wanted::add);
    Manifest.annotation(desired.object(), NAMED).ifPresent(wanted::add);
    wanted.remove(own);
    wanted.retainAll(live.managers());
    return wanted;
  }
}
