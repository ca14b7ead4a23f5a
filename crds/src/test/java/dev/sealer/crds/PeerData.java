package dev.sealer.crds;

import java.nio.file.Path;

/**
 * The folder with the peers' published schemas and examples: the environment variable {@code
 * SEALER_PEER_DATA}, or {@code ../shared/data} beside the repository. It may be missing.
 */
final class PeerData {
  private PeerData() {}

  static Path folder() {
    String named = System.getenv("SEALER_PEER_DATA");
    return named != null
        ? Path.of(named)
        : Path.of(System.getProperty("sealer.root", ".."), "..", "shared", "data");
  }
}
