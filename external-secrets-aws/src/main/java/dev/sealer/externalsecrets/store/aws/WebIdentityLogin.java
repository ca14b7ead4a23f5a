package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.CredentialSource;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.MissingCredentialException;
import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/**
 * Logs in to AWS STS as a ServiceAccount, with a new token each time that the SDK renews the role.
 * Tokens go to AWS STS only: no field of a store names its host.
 *
 * @param role ARN of the role
 * @param token to ask for
 * @param source asks for it
 */
record WebIdentityLogin(
    String role, CredentialNeed.ServiceAccountToken token, CredentialSource source) {

  private static final String STS = "sts.amazonaws.com";

  /** Returns a login for the role and audience that the annotations of the account state. */
  static WebIdentityLogin of(AwsConfig.WebIdentity account, Credentials given) {
    CredentialNeed audience = account.audience();
    String first = given.has(audience.field()) ? AwsSession.text(given, audience) : STS;
    List<String> audiences =
        Stream.concat(Stream.of(first), account.token().audiences().stream()).distinct().toList();
    return new WebIdentityLogin(
        AwsSession.text(given, account.role()),
        account.token().withAudiences(audiences),
        given.source());
  }

  /**
   * Returns a request with a new token.
   *
   * @throws SdkClientException if there is none; its cause says why
   */
  AssumeRoleWithWebIdentityRequest request() {
    try (SecretBytes fresh = source.read(token)) {
      return AssumeRoleWithWebIdentityRequest.builder()
          .roleArn(role)
          .roleSessionName(AwsSession.SESSION_NAME)
          .webIdentityToken(AwsSession.text(fresh))
          .build();
    } catch (MissingCredentialException missing) {
      throw SdkClientException.create("no token", missing);
    }
  }
}
