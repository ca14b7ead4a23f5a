package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.StoreOptions;
import java.net.URI;
import java.time.Duration;
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
 * @param ecr endpoint of private registries
 * @param ecrPublic endpoint of public registries
 * @param patience how long one try of a call may take
 */
public record AwsSettings(
    Optional<URI> secretsManager,
    Optional<URI> sts,
    boolean credentialsWithoutTls,
    boolean ambientForSecretStores,
    Optional<URI> ecr,
    Optional<URI> ecrPublic,
    Duration patience) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The SDK's own endpoints, TLS only, and the operator's identity for ClusterSecretStores. */
  public static final AwsSettings DEFAULT =
      new AwsSettings(Optional.empty(), Optional.empty(), false, false);

  /** Settings without endpoints of registries. */
  public AwsSettings(
      Optional<URI> secretsManager,
      Optional<URI> sts,
      boolean credentialsWithoutTls,
      boolean ambientForSecretStores) {
    this(
        secretsManager,
        sts,
        credentialsWithoutTls,
        ambientForSecretStores,
        Optional.empty(),
        Optional.empty(),
        PATIENCE);
  }

  /**
   * Reads {@code AWS_SECRETSMANAGER_ENDPOINT}, {@code AWS_STS_ENDPOINT}, {@code AWS_ECR_ENDPOINT}
   * and {@code AWS_ECR_PUBLIC_ENDPOINT}, as External Secrets Operator does.
   *
   * @throws IllegalArgumentException if one is not a URL; names it
   */
  static AwsSettings of(StoreOptions options) {
    return new AwsSettings(
        endpoint(options, "AWS_SECRETSMANAGER_ENDPOINT"),
        endpoint(options, "AWS_STS_ENDPOINT"),
        options.credentialsWithoutTls(),
        options.ambientForSecretStores(),
        endpoint(options, "AWS_ECR_ENDPOINT"),
        endpoint(options, "AWS_ECR_PUBLIC_ENDPOINT"),
        PATIENCE);
  }

  private static Optional<URI> endpoint(StoreOptions options, String variable) {
    String text = options.variables().getOrDefault(variable, "");
    if (text.isBlank()) {
      return Optional.empty();
    }
    URI uri = URI.create(text);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          variable + ": invalid value \"" + text + "\"; must be a URL such as https://host");
    }
    return Optional.of(uri);
  }

  /** Returns the endpoint of registries, if it is set. */
  Optional<URI> registry(boolean isPublic) {
    return isPublic ? ecrPublic : ecr;
  }
}
