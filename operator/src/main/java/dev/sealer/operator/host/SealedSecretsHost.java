package dev.sealer.operator.host;

import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.Platform;
import dev.sealer.sealedsecrets.SealedSecretsController;
import dev.sealer.sealedsecrets.SealedSecretsSettings;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.KeyMaker;
import dev.sealer.sealedsecrets.template.GoTemplateRenderer;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.Sprig;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sealed-secrets controller: it watches and serves on every replica and writes as leader. */
public final class SealedSecretsHost implements HostedController {

  private static final Logger LOG = LoggerFactory.getLogger(SealedSecretsHost.class);

  private final SealedSecretsController controller;
  private final SealingApi api;

  /**
   * A controller that has not started, with its address bound.
   *
   * @throws IOException when the address cannot be had
   */
  public SealedSecretsHost(SealedSecretsSettings settings, Surroundings surroundings)
      throws IOException {
    ControllerContext context = surroundings.context("sealed-secrets");
    PrivateKeyOperation operation = PrivateKeyOperation.fastest();
    LOG.info("sealed values are opened by {}", operation.provider());
    this.controller =
        new SealedSecretsController(
            settings,
            new GoTemplateRenderer(Sprig.library(), templateWorld(context.platform())),
            KeyMaker.rsa(context.platform().chance().secure("sealing-keys")),
            operation,
            context);
    this.api = controller.bindApi();
  }

  private static RenderOptions templateWorld(Platform platform) {
    return RenderOptions.standard()
        .withClock(platform.time())
        .withNanoTime(platform.time()::nanos)
        .withRandom(platform.chance().secure("templates"));
  }

  @Override
  public String name() {
    return "sealed-secrets";
  }

  @Override
  public void start() {
    controller.start();
    api.start();
    LOG.info("sealing certificate served at {}", api.address());
  }

  /** Makes a new sealing key now; on a replica that does not lead, says so. */
  public void renewKey() {
    if (controller.renewKey()) {
      LOG.info("a new sealing key was asked for");
    } else {
      LOG.warn("ignoring SIGUSR1: this replica is not the leader; signal the leader");
    }
  }

  @Override
  public void startLeading() {
    controller.startLeading();
  }

  @Override
  public void stopLeading() {
    controller.stopLeading();
  }

  @Override
  public List<String> waitingFor() {
    return controller.waitingFor();
  }

  @Override
  public void close() {
    controller.stopLeading();
    api.close();
    controller.close();
  }
}
