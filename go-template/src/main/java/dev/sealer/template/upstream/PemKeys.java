package dev.sealer.template.upstream;

import dev.sealer.gocompat.GoPem;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.crypto.PrivateKeys;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** Private keys in PEM strings, and as PEM in PKCS #8 as Go writes it. */
final class PemKeys {

  private static final List<String> FORMS =
      List.of("RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY");

  private PemKeys() {}

  /**
   * Returns the key in the first block: PKCS #1, PKCS #8 or SEC 1, whatever the type of the block
   * says.
   *
   * @throws FunctionException if the string is not a key; the error never quotes it
   */
  static AsymmetricKeyParameter privateKey(String pem) {
    GoPem.Block block = GoPem.first(pem);
    if (block == null) {
      throw GoErrors.of("no PEM data in input");
    }
    for (String form : FORMS) {
      AsymmetricKeyParameter key = as(form, block.der());
      if (key != null) {
        return key;
      }
    }
    throw GoErrors.of("the first PEM block is not an RSA, EC or Ed25519 private key");
  }

  private static @Nullable AsymmetricKeyParameter as(String form, byte[] der) {
    try {
      return PrivateKeys.parse(GoPem.encodeToString(form, der));
    } catch (FunctionException e) {
      return null;
    }
  }

  static String pem(AsymmetricKeyParameter key) {
    return GoPem.encodeToString("PRIVATE KEY", pkcs8(key));
  }

  /** Version 0; an EC key with its public key and without its curve, which is outside. */
  static byte[] pkcs8(AsymmetricKeyParameter key) {
    try {
      PrivateKeyInfo info = PrivateKeyInfoFactory.createPrivateKeyInfo(key);
      return key instanceof ECPrivateKeyParameters ec
          ? new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), content(ec)).getEncoded("DER")
          : new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey())
              .getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("a key that was made or read can be written", e);
    }
  }

  private static ECPrivateKey content(ECPrivateKeyParameters key) {
    byte[] point =
        new FixedPointCombMultiplier()
            .multiply(key.getParameters().getG(), key.getD())
            .getEncoded(false);
    int bits = key.getParameters().getN().bitLength();
    return new ECPrivateKey(bits, key.getD(), new DERBitString(point), null);
  }
}
