package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.CredentialRef;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
      Optional<CredentialRef> sessionToken) {

    /** Returns the values of the parts, in their order; they stay with {@code given}. */
    List<SecretBytes> of(Credentials given) {
      return Stream.concat(Stream.of(accessKeyId, secretAccessKey), sessionToken.stream())
          .map(part -> given.require(part.field()))
          .toList();
    }
  }

  /** External ID and tags of the session under the last role; empty values are not sent. */
  record Session(String externalId, Map<String, String> tags, List<String> transitiveTagKeys) {}

  /** Returns what tells sessions with the same keys apart; a prefix does not. */
  String scope() {
    return String.join("\n", region, roles.toString(), session.toString(), retry.toString());
  }
}
