package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The SDK clients of one store, with their chain of roles. The SDK renews role credentials before
 * they end, so a session lives as long as the store's own credentials do.
 */
final class AwsSession implements AutoCloseable {

  /** Name of every session, as External Secrets Operator calls it. */
  static final String SESSION_NAME = "external-secrets-provider-aws";

  private static final AwsConfig.Session NO_EXTRAS = new AwsConfig.Session("", Map.of(), List.of());

  /** Tries that fit into the time of one call. */
  private static final int TRIES_IN_TIME = 3;

  private final AwsCredentialsProvider credentials;
  private final SecretsManagerClient secretsManager;
  private final Deque<AutoCloseable> owned;

  private AwsSession(
      AwsCredentialsProvider credentials,
      SecretsManagerClient secretsManager,
      Deque<AutoCloseable> owned) {
    this.credentials = credentials;
    this.secretsManager = secretsManager;
    this.owned = owned;
  }

  static AwsSession open(AwsConfig config, AwsSettings settings, Credentials given) {
    Deque<AutoCloseable> owned = new ArrayDeque<>();
    AwsCredentialsProvider credentials = base(config, settings, given, owned);
    List<String> roles = config.roles();
    for (int i = 0; i < roles.size(); i++) {
      StsClient sts = sts(config, settings, credentials);
      owned.push(sts);
      boolean last = i == roles.size() - 1;
      StsAssumeRoleCredentialsProvider assumed =
          StsAssumeRoleCredentialsProvider.builder()
              .stsClient(sts)
              .refreshRequest(assume(roles.get(i), last ? config.session() : NO_EXTRAS))
              .build();
      owned.push(assumed);
      credentials = assumed;
    }
    SecretsManagerClientBuilder builder = SecretsManagerClient.builder();
    settings.secretsManager().ifPresent(builder::endpointOverride);
    SecretsManagerClient client = configured(builder, config, settings, credentials).build();
    owned.push(client);
    return new AwsSession(credentials, client, owned);
  }

  private static StsClient sts(
      AwsConfig config, AwsSettings settings, AwsCredentialsProvider credentials) {
    StsClientBuilder builder = StsClient.builder();
    settings.sts().ifPresent(builder::endpointOverride);
    return configured(builder, config, settings, credentials).build();
  }

  private static AwsCredentialsProvider base(
      AwsConfig config, AwsSettings settings, Credentials given, Deque<AutoCloseable> owned) {
    Optional<AwsConfig.StaticKeys> keys = config.keys();
    if (keys.isPresent()) {
      return StaticCredentialsProvider.create(statics(keys.get(), given));
    }
    Optional<AwsConfig.WebIdentity> account = config.account();
    if (account.isPresent()) {
      StsClient sts = sts(config, settings, AnonymousCredentialsProvider.create());
      owned.push(sts);
      WebIdentityLogin login = WebIdentityLogin.of(account.get(), given);
      StsAssumeRoleWithWebIdentityCredentialsProvider assumed =
          StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
              .stsClient(sts)
              .refreshRequest(login::request)
              .build();
      owned.push(assumed);
      return assumed;
    }
    DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
    owned.push(chain);
    return chain;
  }

  private static AwsCredentials statics(AwsConfig.StaticKeys keys, Credentials given) {
    String id = text(given, keys.accessKeyId());
    String secret = text(given, keys.secretAccessKey());
    return keys.sessionToken()
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, text(given, token)))
        .orElseGet(() -> AwsBasicCredentials.create(id, secret));
  }

  /** The SDK takes its credentials as text only; they live as long as the session. */
  static String text(Credentials given, CredentialNeed need) {
    return text(given.require(need.field()));
  }

  /** Returns a value as text, without the line end that files have. */
  static String text(SecretBytes value) {
    return value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)).strip();
  }

  private static AssumeRoleRequest assume(String role, AwsConfig.Session session) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder().roleArn(role).roleSessionName(SESSION_NAME);
    if (!session.externalId().isEmpty()) {
      request.externalId(session.externalId());
    }
    if (!session.tags().isEmpty()) {
      request.tags(
          session.tags().entrySet().stream()
              .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
              .toList());
    }
    if (!session.transitiveTagKeys().isEmpty()) {
      request.transitiveTagKeys(session.transitiveTagKeys());
    }
    return request.build();
  }

  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(
      B builder, AwsConfig config, AwsSettings settings, AwsCredentialsProvider credentials) {
    builder
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(settings.patience()))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(new TransportGuard(settings.credentialsWithoutTls()))
                .addExecutionInterceptor(new ResponseLimit())
                .apiCallAttemptTimeout(settings.patience())
                .apiCallTimeout(settings.patience().multipliedBy(TRIES_IN_TIME))
                .retryStrategy(retries(config.retry()))
                .build());
    if (!config.region().isEmpty()) {
      builder.region(Region.of(config.region()));
    }
    return builder;
  }

  private static RetryStrategy retries(StoreBlock.Retry retry) {
    var builder = AwsRetryStrategy.standardRetryStrategy().toBuilder();
    if (retry.maxRetries() >= 0) {
      builder.maxAttempts(retry.maxRetries() + 1);
    }
    if (!retry.interval().isZero()) {
      builder.backoffStrategy(BackoffStrategy.fixedDelay(retry.interval()));
      builder.throttlingBackoffStrategy(BackoffStrategy.fixedDelay(retry.interval()));
    }
    return builder.build();
  }

  SecretsManagerClient secretsManager() {
    return secretsManager;
  }

  /** Fetches credentials, assuming every role on the way. */
  void resolveCredentials() {
    AwsCredentials _ = credentials();
  }

  /** Returns credentials, after every role on the way was assumed. */
  AwsCredentials credentials() {
    return credentials.resolveCredentials();
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception ignored) {
        // Nothing depends on a clean close: connections are dropped with the process at the latest.
      }
    }
  }
}
