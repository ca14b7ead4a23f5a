package dev.sealer.sealing.unseal;

import dev.sealer.sealing.ItemCrypto;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.keys.PrivateSealingKey;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateCrtKey;
import javax.crypto.Cipher;

/** The JDK's own RSA-OAEP. Works everywhere. */
public final class JdkPrivateKeyOperation implements PrivateKeyOperation {

  @Override
  public String provider() {
    return "SunJCE";
  }

  @Override
  public Prepared prepare(PrivateSealingKey key) {
    return new JdkPrepared(key.jca());
  }

  private record JdkPrepared(RSAPrivateCrtKey key) implements Prepared {

    @Override
    public byte[] decrypt(byte[] block, SealingLabel label) throws UnwrapFailedException {
      try {
        Cipher cipher = Cipher.getInstance(ItemCrypto.KEY_TRANSPORT, "SunJCE");
        cipher.init(Cipher.DECRYPT_MODE, key, ItemCrypto.oaep(label));
        return cipher.doFinal(block);
      } catch (GeneralSecurityException e) {
        throw new UnwrapFailedException();
      }
    }
  }
}
