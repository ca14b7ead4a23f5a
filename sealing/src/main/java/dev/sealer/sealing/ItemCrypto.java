package dev.sealer.sealing;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * The parameters that sealing and unsealing share; source: the v1 format, see {@link SealedItem}.
 */
public final class ItemCrypto {

  /** JCA name of the bulk cipher. */
  public static final String BULK_CIPHER = "AES/GCM/NoPadding";

  /** JCA name of the key transport; only complete with {@link #oaep}. */
  public static final String KEY_TRANSPORT = "RSA/ECB/OAEPPadding";

  private static final String JDK_PROVIDER = "SunJCE";
  private static final int NONCE_BYTES = 12;

  private ItemCrypto() {}

  /**
   * OAEP with SHA-256 for both hashes. The JCA's transformation name alone would take SHA-1 for
   * MGF1.
   */
  public static OAEPParameterSpec oaep(SealingLabel label) {
    return new OAEPParameterSpec(
        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(label.bytes()));
  }

  /** Returns a cipher of {@link #KEY_TRANSPORT} or {@link #BULK_CIPHER}, not yet initialised. */
  static Cipher cipher(String transformation) throws GeneralSecurityException {
    // The JDK's own by name, where there is one: without, every provider before it is asked first,
    // and each takes its time to be made.
    Provider own = Security.getProvider(JDK_PROVIDER);
    return own == null
        ? Cipher.getInstance(transformation)
        : Cipher.getInstance(transformation, own);
  }

  /** GCM with the zero nonce and the full tag. */
  public static GCMParameterSpec gcm() {
    return new GCMParameterSpec(Byte.SIZE * SealedItem.GCM_TAG_BYTES, new byte[NONCE_BYTES]);
  }
}
