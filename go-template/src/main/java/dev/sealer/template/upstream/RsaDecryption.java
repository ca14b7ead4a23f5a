package dev.sealer.template.upstream;

import dev.sealer.template.sprig.base.GoErrors;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/**
 * RSA decryption.
 *
 * @param scheme {@code RSA-OAEP}, or {@code None} for text that is not encrypted
 * @param hash {@code SHA1}, {@code SHA256} or {@code SHA512}; anything else is SHA-256
 */
record RsaDecryption(String scheme, String hash) {

  byte[] decrypt(byte[] encrypted, String pem) {
    return switch (scheme) {
      case "None" -> encrypted.clone();
      case "RSA-OAEP" -> opened(encrypted, key(pem));
      default -> throw GoErrors.of("rsaDecrypt: the scheme must be None or RSA-OAEP");
    };
  }

  private static AsymmetricKeyParameter key(String pem) {
    AsymmetricKeyParameter key = PemKeys.privateKey(pem);
    if (!(key instanceof RSAKeyParameters)) {
      throw GoErrors.of("rsaDecrypt: the key is not an RSA key");
    }
    return key;
  }

  private byte[] opened(byte[] encrypted, AsymmetricKeyParameter key) {
    AsymmetricBlockCipher cipher = new OAEPEncoding(new RSABlindedEngine(), digest());
    try {
      cipher.init(false, key);
      return cipher.processBlock(encrypted, 0, encrypted.length);
    } catch (CryptoException | RuntimeException e) {
      throw GoErrors.of("rsaDecrypt: the text cannot be decrypted with this key");
    }
  }

  private Digest digest() {
    return switch (hash) {
      case "SHA1" -> new SHA1Digest();
      case "SHA512" -> new SHA512Digest();
      default -> SHA256Digest.newInstance();
    };
  }
}
