package dev.sealer.externalsecrets.store.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.provider.BlockReader;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.SharedSessions;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreBlueprint;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreFeature;
import dev.sealer.externalsecrets.store.StoreTraits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code spec.provider.aws} and opens AWS Secrets Manager. Credentials are {@code
 * auth.secretRef}, the role of a ServiceAccount ({@code auth.jwt}), or the SDK's default chain
 * (environment, IRSA, Pod Identity, instance profile of the operator's pod), then {@code
 * additionalRoles} and {@code role} through STS.
 */
public final class AwsStoreProvider implements StoreProvider {

  private static final String PATH = "spec.provider.aws";
  private static final StoreTraits TRAITS =
      new StoreTraits(
          AwsBatchReader.LIMIT,
          new PropertyDialect(true, false),
          StoreTraits.READ_ONLY,
          Set.of(StoreFeature.SERVER, StoreFeature.METADATA, StoreFeature.BINARY));
  private static final Pattern REGION = Pattern.compile("[a-z][a-z0-9-]{1,62}");
  private static final String AMBIENT =
      "is required here: the operator's own AWS identity is for ClusterSecretStores and"
          + " ClusterGenerators; set auth.secretRef or auth.jwt, use one of those, or start the"
          + " operator with --secret-store-ambient-credentials";
  private static final String ACCOUNT = "/auth/jwt/serviceAccountRef";

  /** The shortest that the API server gives: STS takes the token at once. */
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

  private static final String SECRET_REF = "/auth/secretRef";
  private static final Set<String> FIELDS =
      Set.of(
          "service",
          "region",
          "auth",
          "role",
          "additionalRoles",
          "externalID",
          "sessionTags",
          "transitiveTagKeys",
          "sessionTagsPolicy",
          "prefix",
          // How pushed secrets are deleted; says nothing about reading.
          "secretsManager");

  private final AwsSettings settings;
  private final ApiCalls calls;
  private final InstantSource clock;
  private final SharedSessions<AwsSession> sessions = new SharedSessions<>();

  /**
   * Creates the provider.
   *
   * @param clock tells when to try a refused batch call again
   */
  public AwsStoreProvider(AwsSettings settings, ApiCalls calls, InstantSource clock) {
    this.settings = settings;
    this.calls = calls;
    this.clock = clock;
  }

  @Override
  public String blockName() {
    return "aws";
  }

  @Override
  public StoreTraits traits() {
    return TRAITS;
  }

  @Override
  public Parsed parse(StoreBlock block) {
    BlockReader reader = new BlockReader(block, PATH);
    reader.allow("", FIELDS);
    String service = reader.text("/service");
    if (!service.equals("SecretsManager")) {
      reader.reject("/service", "must be SecretsManager; this version supports no other service");
    }
    String policy = reader.text("/sessionTagsPolicy");
    if (!policy.isEmpty() && !policy.equals("None")) {
      reader.reject("/sessionTagsPolicy", "must be None; list the tags under sessionTags");
    }
    AwsConfig config = config(reader, settings, block.cluster());
    return reader.finish(new Blueprint(config, reader.credentials()));
  }

  /**
   * Reads the account and the identity of a block; the reader remembers what is wrong.
   *
   * @param cluster whether the block may use the operator's own identity
   */
  static AwsConfig config(BlockReader reader, AwsSettings settings, boolean cluster) {
    reader.allow("/auth", Set.of("secretRef", "jwt"));
    String region = reader.text("/region");
    if (!region.isEmpty() && !REGION.matcher(region).matches()) {
      reader.reject("/region", "must be the code of an AWS region such as eu-central-1");
    }
    Optional<AwsConfig.StaticKeys> keys = keys(reader);
    Optional<AwsConfig.WebIdentity> account = account(reader);
    if (keys.isPresent() && account.isPresent()) {
      reader.reject("/auth", "must be either secretRef or jwt");
    }
    boolean ambient = keys.isEmpty() && account.isEmpty();
    if (ambient && !cluster && !settings.ambientForSecretStores()) {
      reader.reject("/auth", AMBIENT);
    }
    return new AwsConfig(
        region,
        reader.text("/prefix"),
        keys,
        account,
        roles(reader),
        session(reader),
        reader.retry());
  }

  private static Optional<AwsConfig.StaticKeys> keys(BlockReader reader) {
    if (!reader.has(SECRET_REF)) {
      return Optional.empty();
    }
    Optional<CredentialNeed.SecretKey> id = reader.credential(SECRET_REF + "/accessKeyIDSecretRef");
    Optional<CredentialNeed.SecretKey> secret =
        reader.credential(SECRET_REF + "/secretAccessKeySecretRef");
    Optional<CredentialNeed.SecretKey> token =
        reader.credential(SECRET_REF + "/sessionTokenSecretRef");
    if (id.isEmpty() || secret.isEmpty()) {
      reader.reject(SECRET_REF, "needs accessKeyIDSecretRef and secretAccessKeySecretRef");
      return Optional.empty();
    }
    return Optional.of(new AwsConfig.StaticKeys(id.get(), secret.get(), token));
  }

  private static Optional<AwsConfig.WebIdentity> account(BlockReader reader) {
    if (!reader.has("/auth/jwt")) {
      return Optional.empty();
    }
    reader.allow("/auth/jwt", Set.of("serviceAccountRef"));
    if (!reader.has(ACCOUNT)) {
      reader.reject("/auth/jwt", "needs serviceAccountRef");
    }
    return reader
        .serviceAccount(ACCOUNT, TOKEN_LIFETIME)
        .map(token ->
            new AwsConfig.WebIdentity(
                token,
                reader.annotation(token, "eks.amazonaws.com/role-arn", true),
                reader.annotation(token, "eks.amazonaws.com/audience", false)));
  }

  private static List<String> roles(BlockReader reader) {
    List<String> roles = new ArrayList<>(texts(reader.at("/additionalRoles")));
    String role = reader.text("/role");
    if (!role.isEmpty()) {
      roles.add(role);
    }
    return List.copyOf(roles);
  }

  private static AwsConfig.Session session(BlockReader reader) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (JsonNode tag : reader.at("/sessionTags")) {
      tags.put(tag.path("key").asText(), tag.path("value").asText());
    }
    return new AwsConfig.Session(
        reader.text("/externalID"), tags, texts(reader.at("/transitiveTagKeys")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private final class Blueprint implements StoreBlueprint {

    private final AwsConfig config;
    private final List<CredentialNeed> credentials;

    Blueprint(AwsConfig config, List<CredentialNeed> credentials) {
      this.config = config;
      this.credentials = credentials;
    }

    @Override
    public List<CredentialNeed> credentials() {
      return credentials;
    }

    @Override
    public SecretStoreClient open(Credentials given) {
      SharedSessions<AwsSession>.Lease session =
          sessions.lease(
              config.scope(given.source()),
              config.identity(given),
              () -> AwsSession.open(config, settings, given));
      return new AwsSecretsManagerClient(session, config.prefix(), calls, clock);
    }
  }
}
