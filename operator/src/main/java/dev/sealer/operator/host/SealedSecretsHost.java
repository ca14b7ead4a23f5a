package dev.sealer.operator.host;

import dev.sealer.sealedsecrets.SealedSecretsController;
import dev.sealer.sealedsecrets.SealedSecretsSettings;
import dev.sealer.sealedsecrets.template.GoTemplateRenderer;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.sprig.Sprig;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sealed-secrets controller: it watches and serves on every replica and writes as leader. */
public final class SealedSecretsHost implements HostedController {

  private static final Logger LOG = LoggerFactory.getLogger(SealedSecretsHost.class);

  private final SealedSecretsController controller;

  /**
   * A controller that has not started, with its address bound.
   *
   * @throws IOException when the address cannot be had
   */
  public SealedSecretsHost(SealedSecretsSettings settings, Surroundings surroundings)
      throws IOException {
    this.controller =
        new SealedSecretsController(
            settings,
            new SealedSecretsController.Surroundings(
                surroundings.client(),
                surroundings.events("sealed-secrets"),
                surroundings.registry(),
                new GoTemplateRenderer(Sprig.library(), RenderOptions.standard()),
                surroundings.clock()));
  }

  @Override
  public String name() {
    return "sealed-secrets";
  }

  @Override
  public void start() {
    controller.start();
    LOG.info("sealing certificate served at {}", controller.address());
  }

  /** Makes a new sealing key now; on a replica that does not lead, says so. */
  public void renewKey() {
    if (controller.renewKey()) {
      LOG.info("a new sealing key was asked for");
    } else {
      LOG.warn("no new sealing key is made here: this replica does not lead");
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
    controller.close();
  }
}
