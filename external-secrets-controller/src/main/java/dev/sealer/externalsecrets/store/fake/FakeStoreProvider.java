package dev.sealer.externalsecrets.store.fake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.provider.BlockReader;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreBlueprint;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreTraits;
import dev.sealer.secret.SecretBytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code spec.provider.fake}: {@code data[]} of {@code key}, {@code value} and {@code
 * version}, and {@code validationResult}, a number: 0 ready, 1 unknown, 2 error, as External
 * Secrets Operator numbers them.
 */
public final class FakeStoreProvider implements StoreProvider {

  private static final StoreTraits TRAITS =
      new StoreTraits(1, new PropertyDialect(false, true), StoreTraits.READ_ONLY, Set.of());
  private static final int READY = 0;
  private static final int UNKNOWN = 1;
  private static final Set<String> FIELDS = Set.of("data", "validationResult");
  private static final Set<String> ENTRY_FIELDS = Set.of("key", "value", "version");

  @Override
  public String blockName() {
    return "fake";
  }

  @Override
  public StoreTraits traits() {
    return TRAITS;
  }

  @Override
  public Parsed parse(StoreBlock block) {
    BlockReader reader = new BlockReader(block, "spec.provider.fake");
    reader.allow("", FIELDS);
    Map<StoreQuery.Value, String> values = new HashMap<>();
    int count = reader.at("/data").size();
    for (int i = 0; i < count; i++) {
      String at = "/data/" + i;
      reader.allow(at, ENTRY_FIELDS);
      String key = reader.text(at + "/key");
      if (key.isEmpty()) {
        reader.reject(at + "/key", "is required");
      }
      values.put(
          new StoreQuery.Value(key, reader.text(at + "/version"), StoreQuery.View.VALUE),
          reader.text(at + "/value"));
    }
    JsonNode result = reader.at("/validationResult");
    return reader.finish(new Blueprint(Map.copyOf(values), health(result.asInt(READY))));
  }

  private static StoreHealth health(int validationResult) {
    return switch (validationResult) {
      case READY -> new StoreHealth.Valid();
      case UNKNOWN -> new StoreHealth.Unknown();
      default -> new StoreHealth.Invalid("spec.provider.fake.validationResult asks for an error");
    };
  }

  /** The store object holds the values itself, so they are not more secret here than there. */
  private record Blueprint(Map<StoreQuery.Value, String> values, StoreHealth health)
      implements StoreBlueprint {

    @Override
    public List<CredentialNeed> credentials() {
      return List.of();
    }

    @Override
    public SecretStoreClient open(Credentials credentials) {
      Map<StoreQuery.Value, SecretBytes> secrets = new HashMap<>();
      values.forEach((read, value) -> secrets.put(read, SecretBytes.ofUtf8(value)));
      return new FakeStoreClient(secrets, health);
    }

    @Override
    public String toString() {
      return "Blueprint[fake, " + values.size() + " values]";
    }
  }
}
