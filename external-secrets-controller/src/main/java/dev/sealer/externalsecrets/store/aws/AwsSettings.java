package dev.sealer.externalsecrets.store.aws;

import java.net.URI;
import java.util.Optional;

/**
 * Endpoints to use instead of the SDK's own, for tests, VPC endpoints and emulators. Where empty,
 * the SDK decides, its {@code AWS_ENDPOINT_URL*} variables included.
 *
 * @param secretsManager endpoint of AWS Secrets Manager
 * @param sts endpoint of AWS STS
 * @param credentialsWithoutTls whether plain HTTP is spoken to other machines too
 */
public record AwsEndpoints(
    Optional<URI> secretsManager, Optional<URI> sts, boolean credentialsWithoutTls) {

  /** The SDK's own endpoints. */
  public static final AwsEndpoints DEFAULT =
      new AwsEndpoints(Optional.empty(), Optional.empty(), false);
}
