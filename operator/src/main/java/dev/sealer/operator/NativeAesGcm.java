package dev.sealer.operator;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;

/**
 * Provides AES-GCM, which encrypts all traffic with the API server, from a native library. The
 * JDK's own is fast only if compiled by the C2 compiler, which the operator does not use: a
 * kilobyte takes 0.1 ms there, and 2 µs here. All other algorithms stay with the JDK.
 */
final class NativeAesGcm extends Provider {

  static final String NAME = "SealerAesGcm";

  private static final long serialVersionUID = 1L;
  private static final String TYPE = "Cipher";
  private static final String ALGORITHM = "AES/GCM/NoPadding";

  private NativeAesGcm(Service original) {
    super(NAME, "1", ALGORITHM + " of " + original.getProvider().getName());
    putService(new Delegate(this, original));
  }

  /**
   * Registers it before the JDK's provider, for the whole process.
   *
   * @return false if the library does not load; then nothing changes
   */
  static boolean prefer() {
    try {
      AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
      Service original = corretto.getService(TYPE, ALGORITHM);
      if (corretto.getLoadingError() != null || original == null) {
        return false;
      }
      Security.insertProviderAt(new NativeAesGcm(original), 1);
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }

  /** A provider may only offer services of its own. */
  private static final class Delegate extends Service {

    private final Service original;

    Delegate(Provider owner, Service original) {
      super(owner, TYPE, ALGORITHM, original.getClassName(), List.of(), Map.of());
      this.original = original;
    }

    @Override
    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
      return original.newInstance(parameter);
    }
  }
}
