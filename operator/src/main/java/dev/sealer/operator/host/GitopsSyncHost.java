package dev.sealer.operator.host;

import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.sync.GitOpsSyncController;
import dev.sealer.sync.GitOpsSyncSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gitops-sync controller: a new one for each term as leader, nothing in between. */
public final class GitopsSyncHost implements HostedController {

  private final GitOpsSyncSettings settings;
  private final ControllerContext context;
  private volatile @Nullable GitOpsSyncController leading;

  /** A controller that has not started. */
  public GitopsSyncHost(GitOpsSyncSettings settings, Surroundings surroundings) {
    this.settings = settings;
    this.context = surroundings.context("gitops-sync");
  }

  @Override
  public String name() {
    return "gitops-sync";
  }

  @Override
  public void start() {}

  @Override
  public void startLeading() {
    GitOpsSyncController next = GitOpsSyncController.create(settings, context);
    leading = next;
    next.start();
  }

  @Override
  public void stopLeading() {
    GitOpsSyncController last = leading;
    leading = null;
    if (last != null) {
      last.close();
    }
  }

  @Override
  public List<String> waitingFor() {
    GitOpsSyncController now = leading;
    return now == null || now.ready() ? List.of() : List.of("Applications");
  }

  @Override
  public void close() {
    stopLeading();
  }
}
