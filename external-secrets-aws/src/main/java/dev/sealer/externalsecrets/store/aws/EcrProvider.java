package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.BlockReader;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.externalsecrets.provider.RegistryLogin;
import dev.sealer.externalsecrets.provider.RegistryProvider;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Logs in to registries of Amazon ECR. The rules for credentials are those of a store: a generator
 * of a namespace reads Secrets of its namespace and does not use the operator's own identity unless
 * a flag allows it; one for the cluster may do both.
 */
final class EcrProvider implements RegistryProvider {

  private static final String PUBLIC = "public";
  private static final Set<String> FIELDS = Set.of("region", "auth", "role", "scope");

  private final AwsSettings settings;

  EcrProvider(AwsSettings settings) {
    this.settings = settings;
  }

  @Override
  public RegistryLogin parse(StoreBlock spec) throws UnusableValueException {
    BlockReader reader = new BlockReader(spec, "spec");
    String scope = reader.text("/scope");
    check(reader, scope);
    AwsConfig config = AwsStoreProvider.config(reader, settings, spec.cluster());
    if (reader.problem().isPresent()) {
      var problem = reader.problem().get();
      throw new UnusableValueException(problem.field() + " " + problem.problem());
    }
    return new Login(config, reader.credentials(), scope.equals(PUBLIC), settings);
  }

  private static void check(BlockReader reader, String scope) {
    reader.allow("", FIELDS);
    if (!scope.isEmpty() && !scope.equals("private") && !scope.equals(PUBLIC)) {
      reader.reject("/scope", "must be private or public");
    }
    if (reader.text("/region").isEmpty() && !scope.equals(PUBLIC)) {
      reader.reject("/region", "is required");
    }
  }

  private record Login(
      AwsConfig config, List<CredentialNeed> credentials, boolean isPublic, AwsSettings settings)
      implements RegistryLogin {

    @Override
    public Map<String, SecretBytes> token(Credentials given) throws NotGeneratedException {
      try (AwsSession session = AwsSession.open(config, settings, given)) {
        return new EcrLogin(config.region(), isPublic, settings).token(session);
      }
    }
  }
}
