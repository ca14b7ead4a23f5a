package dev.sealer.operator;

import dev.sealer.kube.controller.Controller;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.Platform;
import dev.sealer.sealedsecrets.SealedSecretsController;
import dev.sealer.sealedsecrets.SealedSecretsSettings;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.KeyMaker;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.Sprig;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sealed-secrets controller together with its HTTP API, which every replica serves. */
final class SealedSecretsService implements Controller {

  private static final Logger LOG = LoggerFactory.getLogger(SealedSecretsService.class);

  private final SealedSecretsController controller;
  private final SealingApi api;

  /**
   * Creates a controller that has not started, and binds the address of its API.
   *
   * @throws IOException if the address cannot be bound
   */
  SealedSecretsService(SealedSecretsSettings settings, ControllerContext context)
      throws IOException {
    PrivateKeyOperation operation = PrivateKeyOperation.fastest();
    LOG.info("sealed values are unsealed by {}", operation.provider());
    Platform platform = context.platform();
    RenderOptions templates =
        RenderOptions.standard()
            .withClock(platform.time())
            .withNanoTime(platform.time()::nanos)
            .withRandom(platform.chance().secure("templates"));
    this.controller =
        new SealedSecretsController(
            settings,
            new SecretDataTemplates(Sprig.library(), templates),
            KeyMaker.rsa(platform.chance().secure("sealing-keys")),
            operation,
            context);
    this.api = controller.bindApi();
  }

  @Override
  public String name() {
    return controller.name();
  }

  @Override
  public void start() {
    controller.start();
    api.start();
    LOG.info("sealing certificate served at {}", api.address());
  }

  /** Generates a new sealing key now; logs a warning on a replica that is not the leader. */
  void renewKey() {
    if (controller.renewKey()) {
      LOG.info("a new sealing key was requested");
    } else {
      LOG.warn("ignoring SIGUSR1: this replica is not the leader; signal the leader");
    }
  }

  @Override
  public void lead() {
    controller.lead();
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
  public void stop() {
    controller.stopLeading();
    api.close();
    controller.stop();
  }
}
