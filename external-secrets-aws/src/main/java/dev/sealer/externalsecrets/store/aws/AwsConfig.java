package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.CredentialSource;
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
 * @param keys static credentials
 * @param account the ServiceAccount to log in as; with neither, the SDK's default chain decides
 * @param roles to assume one after the other: the additional ones, then the main one
 * @param session what goes along with the last role
 * @param retry tries again per call
 */
record AwsConfig(
    String region,
    String prefix,
    Optional<StaticKeys> keys,
    Optional<WebIdentity> account,
    List<String> roles,
    Session session,
    StoreBlock.Retry retry) {

  /** The three parts of static credentials, each in a Secret. */
  record StaticKeys(
      CredentialNeed.SecretKey accessKeyId,
      CredentialNeed.SecretKey secretAccessKey,
      Optional<CredentialNeed.SecretKey> sessionToken) {

    /** Returns the values of the parts, in their order; they stay with {@code given}. */
    List<SecretBytes> of(Credentials given) {
      return Stream.concat(Stream.of(accessKeyId, secretAccessKey), sessionToken.stream())
          .map(part -> given.require(part.field()))
          .toList();
    }
  }

  /**
   * A ServiceAccount that is trusted by an IAM role (IRSA).
   *
   * @param token to show to AWS STS
   * @param role the annotation with the ARN of the role
   * @param audience the annotation with the audience of tokens, if it is not that of AWS STS
   */
  record WebIdentity(
      CredentialNeed.ServiceAccountToken token,
      CredentialNeed.ServiceAccountAnnotation role,
      CredentialNeed.ServiceAccountAnnotation audience) {}

  /** External ID and tags of the session under the last role; empty values are not sent. */
  record Session(String externalId, Map<String, String> tags, List<String> transitiveTagKeys) {}

  /**
   * Returns what tells sessions with the same keys apart; a prefix does not. ServiceAccounts of the
   * same name in two namespaces are two identities.
   */
  String scope(CredentialSource source) {
    return String.join(
        "\n",
        region,
        roles.toString(),
        session.toString(),
        retry.toString(),
        account.map(it -> it.token().in(source.referentNamespace()).toString()).orElse(""));
  }

  /** Returns the values that tell sessions apart; they stay with {@code given}. */
  List<SecretBytes> identity(Credentials given) {
    return keys.map(it -> it.of(given))
        .or(() ->
            account.map(it ->
                Stream.of(it.role(), it.audience())
                    .map(CredentialNeed::field)
                    .filter(given::has)
                    .map(given::require)
                    .toList()))
        .orElse(List.of());
  }
}
