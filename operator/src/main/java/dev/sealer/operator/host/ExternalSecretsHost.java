package dev.sealer.operator.host;

import dev.sealer.externalsecrets.BuiltInProviders;
import dev.sealer.externalsecrets.ExternalSecretsController;
import dev.sealer.externalsecrets.ExternalSecretsSettings;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.kube.controller.ControllerContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The external-secrets controller: a new one for each term as leader, nothing in between. */
public final class ExternalSecretsHost implements HostedController {

  private final ExternalSecretsSettings settings;
  private final ControllerContext context;
  private final List<StoreProvider> providers;
  private volatile @Nullable ExternalSecretsController leading;

  /** A controller that has not started. */
  public ExternalSecretsHost(ExternalSecretsSettings settings, Surroundings surroundings) {
    this.settings = settings;
    this.context = surroundings.context("external-secrets");
    this.providers = BuiltInProviders.of(settings.aws(), context);
  }

  @Override
  public String name() {
    return "external-secrets";
  }

  @Override
  public void start() {}

  @Override
  public void startLeading() {
    ExternalSecretsController next = new ExternalSecretsController(settings, providers, context);
    leading = next;
    next.start();
  }

  @Override
  public void stopLeading() {
    ExternalSecretsController last = leading;
    leading = null;
    if (last != null) {
      last.close();
    }
  }

  @Override
  public List<String> waitingFor() {
    ExternalSecretsController now = leading;
    return now == null ? List.of() : now.waitingFor();
  }

  @Override
  public void close() {
    stopLeading();
  }
}
