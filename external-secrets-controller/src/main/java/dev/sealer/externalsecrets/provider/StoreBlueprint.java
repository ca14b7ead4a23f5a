package dev.sealer.externalsecrets.provider;

import dev.sealer.externalsecrets.store.SecretStoreClient;
import java.util.List;

/** A provider block that was read and found complete; nothing is open yet. */
public interface StoreBlueprint {

  /** The credentials to read before {@link #open}; may be empty. */
  List<CredentialNeed> credentials();

  /**
   * Makes a client. Does not call the provider.
   *
   * @param credentials what {@link #credentials} asked for; not kept
   */
  SecretStoreClient open(Credentials credentials);
}
