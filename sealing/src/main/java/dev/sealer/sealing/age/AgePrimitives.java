package dev.sealer.sealing.age;

import dev.sealer.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The three primitives of age v1: HKDF-SHA256, HMAC-SHA256 and ChaCha20-Poly1305. */
final class AgePrimitives {

  static final int FILE_KEY_LENGTH = 16;
  static final int TAG_LENGTH = 16;
  private static final int KEY_LENGTH = 32;
  private static final int NONCE_LENGTH = 12;

  private AgePrimitives() {}

  /** 32 bytes; the caller must wipe them. */
  static byte[] hkdf(byte[] secret, byte[] salt, byte[] info) {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, KEY_LENGTH);
      return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks HKDF-SHA256", e);
    }
  }

  static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks HmacSHA256", e);
    }
  }

  /** Wraps a file key under a key that is used once: the nonce is zero, as age has it. */
  static byte[] wrap(byte[] key, SecretBytes fileKey) {
    return fileKey.reveal(bytes -> encrypt(key, new byte[NONCE_LENGTH], bytes, 0, bytes.length));
  }

  /** Returns the file key, or nothing when the wrapping key is another one. */
  static Optional<SecretBytes> unwrap(byte[] key, byte[] body) {
    if (body.length != FILE_KEY_LENGTH + TAG_LENGTH) {
      return Optional.empty();
    }
    return decrypt(key, new byte[NONCE_LENGTH], body, 0, body.length).map(SecretBytes::takeOver);
  }

  static byte[] encrypt(byte[] key, byte[] nonce, byte[] plain, int offset, int length) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain, offset, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot do ChaCha20-Poly1305", e);
    }
  }

  static Optional<byte[]> decrypt(byte[] key, byte[] nonce, byte[] sealed, int offset, int length) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed, offset, length));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot do ChaCha20-Poly1305", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    return cipher;
  }
}
