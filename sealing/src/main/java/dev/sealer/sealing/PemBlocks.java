package dev.sealer.sealing;

import dev.sealer.gocompat.GoPem;
import java.util.List;

/** Reads the blocks of a PEM file that holds certificates or private keys. */
public final class PemBlocks {

  private static final int MAX_BYTES = 1 << 20;

  private PemBlocks() {}

  /**
   * Returns the well-formed blocks, in order.
   *
   * @throws InvalidKeyMaterialException if the file is larger than 1 MiB
   */
  public static List<GoPem.Block> read(byte[] pem) {
    if (pem.length > MAX_BYTES) {
      throw new InvalidKeyMaterialException("PEM text is larger than 1 MiB");
    }
    return GoPem.blocks(pem);
  }
}
