package dev.sealer.testbed.vault;

import java.net.URI;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.vault.VaultContainer;

/** Vault in a container, where Docker runs. */
final class VaultInDocker implements VaultBackend {
  private static final DockerImageName IMAGE = DockerImageName.parse("hashicorp/vault:1.18.5");

  private final VaultContainer<?> container;

  private VaultInDocker(VaultContainer<?> container) {
    this.container = container;
  }

  static VaultInDocker start(String rootToken) {
    VaultContainer<?> container = new VaultContainer<>(IMAGE).withVaultToken(rootToken);
    container.start();
    return new VaultInDocker(container);
  }

  @Override
  public URI uri() {
    return URI.create(container.getHttpHostAddress());
  }

  @Override
  public void close() {
    container.close();
  }
}
