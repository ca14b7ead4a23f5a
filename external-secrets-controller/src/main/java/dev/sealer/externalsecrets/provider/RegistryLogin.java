package dev.sealer.externalsecrets.provider;

import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;

/** The specification of a generator that logs in to a registry, read and found complete. */
public interface RegistryLogin {

  /** Returns the credentials to read before {@link #token}; may be empty. */
  List<CredentialNeed> credentials();

  /**
   * Logs in, within 30 s.
   *
   * @param credentials the values of {@link #credentials}; not kept
   * @return data key to value; the caller must close the values
   * @throws NotGeneratedException if another try may help
   */
  Map<String, SecretBytes> token(Credentials credentials) throws NotGeneratedException;
}
