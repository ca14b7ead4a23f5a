package dev.sealer.operator.host;

import dev.sealer.externalsecrets.ClusterAccess;
import dev.sealer.externalsecrets.ExternalSecretsController;
import dev.sealer.externalsecrets.ExternalSecretsSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The external-secrets controller: a new one for each term as leader, nothing in between. */
public final class ExternalSecretsHost implements HostedController {

  private final ExternalSecretsSettings settings;
  private final ClusterAccess cluster;
  private volatile @Nullable ExternalSecretsController leading;

  /** A controller that has not started. */
  public ExternalSecretsHost(ExternalSecretsSettings settings, Surroundings surroundings) {
    this.settings = settings;
    this.cluster =
        new ClusterAccess(
            surroundings.calls(),
            surroundings.objects(),
            surroundings.events("external-secrets"),
            surroundings.registry());
  }

  @Override
  public String name() {
    return "external-secrets";
  }

  @Override
  public void start() {}

  @Override
  public void startLeading() {
    ExternalSecretsController next = new ExternalSecretsController(settings, cluster);
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
