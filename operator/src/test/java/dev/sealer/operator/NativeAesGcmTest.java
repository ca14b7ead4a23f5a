package dev.sealer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.testbed.tools.Prerequisites;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NativeAesGcmTest {

  private static final String ALGORITHM = "AES/GCM/NoPadding";

  private final byte[] key = new byte[32];
  private final byte[] nonce = new byte[12];

  @BeforeEach
  void prefer() {
    new SecureRandom().nextBytes(key);
    new SecureRandom().nextBytes(nonce);
    if (!NativeAesGcm.prefer()) {
      throw Prerequisites.unavailable(
          "NativeAesGcmTest", "the native library is for Linux on x86_64 only");
    }
  }

  @AfterEach
  void undo() {
    Security.removeProvider(NativeAesGcm.NAME);
  }

  @Test
  void servesNothingButAesGcm() throws GeneralSecurityException {
    Cipher gcm = Cipher.getInstance(ALGORITHM);
    assertThat(gcm.getProvider().getName()).isEqualTo(NativeAesGcm.NAME);
    assertThat(Cipher.getInstance("AES/CBC/PKCS5Padding").getProvider().getName())
        .isEqualTo("SunJCE");
    assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName()).isEqualTo("SUN");
    assertThat(new SecureRandom().getProvider().getName()).isEqualTo("SUN");
  }

  @Test
  void speaksTheSameAsTheJdk() throws GeneralSecurityException {
    byte[] text = "canary-aes-gcm".getBytes(StandardCharsets.UTF_8);
    byte[] ours = cipher(NativeAesGcm.NAME, Cipher.ENCRYPT_MODE).doFinal(text);

    assertThat(ours).isEqualTo(cipher("SunJCE", Cipher.ENCRYPT_MODE).doFinal(text));
    assertThat(cipher("SunJCE", Cipher.DECRYPT_MODE).doFinal(ours)).isEqualTo(text);
    ours[0] ^= 1;
    assertThatThrownBy(() -> cipher(NativeAesGcm.NAME, Cipher.DECRYPT_MODE).doFinal(ours))
        .isInstanceOf(AEADBadTagException.class);
  }

  private Cipher cipher(String provider, int mode) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM, provider);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(new byte[] {1, 2, 3});
    return cipher;
  }
}
