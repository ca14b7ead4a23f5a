package dev.sealer.template.external;

import dev.sealer.template.sprig.base.Failures;
import dev.sealer.template.sprig.certs.PrivateKeys;
import java.util.Locale;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/**
 * RSA decryption.
 *
 * @param scheme {@code RSA-OAEP}, or {@code None} for PKCS #1 v1.5
 * @param hash {@code SHA1}, {@code SHA256} or {@code SHA512}; anything else is SHA-256
 */
record RsaDecryption(String scheme, String hash) {

  byte[] decrypt(byte[] encrypted, String pem) {
    AsymmetricKeyParameter key = PrivateKeys.parse(pem);
    if (!(key instanceof RSAKeyParameters)) {
      throw Failures.of("rsaDecrypt: the key is not an RSA key");
    }
    AsymmetricBlockCipher cipher =
        switch (scheme.toUpperCase(Locale.ROOT)) {
          case "RSA-OAEP" -> new OAEPEncoding(new RSABlindedEngine(), digest());
          case "NONE", "" -> new PKCS1Encoding(new RSABlindedEngine());
          default -> throw Failures.of("rsaDecrypt: the scheme must be None or RSA-OAEP");
        };
    try {
      cipher.init(false, key);
      return cipher.processBlock(encrypted, 0, encrypted.length);
    } catch (CryptoException | RuntimeException e) {
      throw Failures.of("rsaDecrypt: the text cannot be decrypted with this key");
    }
  }

  private Digest digest() {
    return switch (hash.toUpperCase(Locale.ROOT).replace("-", "")) {
      case "SHA1" -> new SHA1Digest();
      case "SHA512" -> new SHA512Digest();
      default -> SHA256Digest.newInstance();
    };
  }
}
