package dev.sealer.externalsecrets;

import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.kube.controller.Controller;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.CurrentTerm;
import java.util.List;

/**
 * Keeps the Secrets of a cluster as its ExternalSecrets say.
 *
 * <p>Serves {@code external-secrets.io/v1} ExternalSecret, ClusterExternalSecret, SecretStore and
 * ClusterSecretStore, and the generators Password, UUID, Fake, ECRAuthorizationToken and
 * ClusterGenerator, with the fields listed in {@code docs/spec/external-secrets.md}; what it does
 * not serve it refuses by name in the object's Ready condition. Rights it needs: get, list and
 * watch of these kinds, of Secrets, ConfigMaps and Namespaces; patch of their status; create, patch
 * and delete of ExternalSecrets and Secrets; create and patch of Events.
 *
 * <p>Only the leader watches: replicas that wait hold nothing in memory.
 */
public final class ExternalSecretsController implements Controller {

  private final ExternalSecretsSettings settings;
  private final DeletionLimits deletion;
  private final List<StoreProvider> providers;
  private final ControllerContext context;
  private final CurrentTerm<ExternalSecretsTerm> term = new CurrentTerm<>();

  /**
   * Creates a controller that has not started.
   *
   * @param providers of all stores that are served, each with a block name of its own
   */
  public ExternalSecretsController(
      ExternalSecretsSettings settings, List<StoreProvider> providers, ControllerContext context) {
    this(settings, DeletionLimits.DEFAULT, providers, context);
  }

  /** Creates a controller with other limits of what is removed because it is missing. */
  public ExternalSecretsController(
      ExternalSecretsSettings settings,
      DeletionLimits deletion,
      List<StoreProvider> providers,
      ControllerContext context) {
    this.settings = settings;
    this.deletion = deletion;
    this.providers = List.copyOf(providers);
    this.context = context;
  }

  @Override
  public String name() {
    return "external-secrets";
  }

  @Override
  public void start() {
    // Everything is done as leader.
  }

  @Override
  public void lead() {
    term.begin(() -> new ExternalSecretsTerm(settings, deletion, providers, context));
  }

  @Override
  public void stopLeading() {
    term.end();
  }

  @Override
  public void stop() {
    stopLeading();
  }

  @Override
  public List<String> waitingFor() {
    return term.get().map(ExternalSecretsTerm::waitingFor).orElse(List.of());
  }
}
