package dev.sealer.externalsecrets.store.aws;

import java.net.URI;
import java.util.Optional;

/**
 * The operator's settings for AWS. Without an endpoint, the SDK decides, with its {@code
 * AWS_ENDPOINT_URL*} variables; endpoints are for tests, VPC endpoints and emulators.
 *
 * @param secretsManager endpoint of AWS Secrets Manager
 * @param sts endpoint of AWS STS
 * @param credentialsWithoutTls whether plain HTTP is spoken to other machines too
 * @param ambientForSecretStores whether SecretStores without {@code auth} use the operator's own
 *     AWS identity, as ClusterSecretStores do
 */
public record AwsSettings(
    Optional<URI> secretsManager,
    Optional<URI> sts,
    boolean credentialsWithoutTls,
    boolean ambientForSecretStores) {

  /** The SDK's own endpoints, TLS only, and the operator's identity for ClusterSecretStores. */
  public static final AwsSettings DEFAULT =
      new AwsSettings(Optional.empty(), Optional.empty(), false, false);
}
