package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.CredentialRef;
import dev.sealer.externalsecrets.provider.StoreBlock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checked settings of {@code spec.provider.aws}.
 *
 * @param region AWS region; empty for the SDK's own choice
 * @param prefix put before every key
 * @param keys static credentials; empty for the SDK's default chain
 * @param roles to assume one after the other: the additional ones, then the main one
 * @param session what goes along with the last role
 * @param retry tries again per call
 */
record AwsConfig(
    String region,
    String prefix,
    Optional<StaticKeys> keys,
    List<String> roles,
    Session session,
    StoreBlock.Retry retry) {

  /** The three parts of static credentials, each in a Secret. */
  record StaticKeys(
      CredentialRef accessKeyId,
      CredentialRef secretAccessKey,
      Optional<CredentialRef> sessionToken) {}

  /** External ID and tags of the session under the last role; empty values are not sent. */
  record Session(String externalId, Map<String, String> tags, List<String> transitiveTagKeys) {}

  boolean referent() {
    return keys.map(k -> k.accessKeyId().referent() || k.secretAccessKey().referent())
        .orElse(false);
  }
}
