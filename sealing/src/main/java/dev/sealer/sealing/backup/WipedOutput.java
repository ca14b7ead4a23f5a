package dev.sealer.sealing.backup;

import dev.sealer.secret.SecretBytes;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in memory; what is left behind when the room grows is wiped. */
final class WipedOutput extends OutputStream {

  private byte[] bytes = new byte[1 << 14];
  private int length;

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    if (bytes.length - length < count) {
      byte[] larger = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
      Arrays.fill(bytes, (byte) 0);
      bytes = larger;
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** Returns what was written. */
  SecretBytes take() {
    return SecretBytes.takeOver(Arrays.copyOf(bytes, length));
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    length = 0;
  }
}
