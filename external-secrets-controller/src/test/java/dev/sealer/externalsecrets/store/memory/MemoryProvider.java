package dev.sealer.externalsecrets.store.memory;

import dev.sealer.externalsecrets.provider.BlockReader;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreBlueprint;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreTraits;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Serves {@code spec.provider.memory}: {@code region}, and {@code token} that names a key of a
 * Secret to log in with.
 */
public final class MemoryProvider implements StoreProvider {

  private final MemoryStore store;
  private final int batchSize;
  private final BiFunction<String, StoreQuery, Optional<StoreAnswer>> before;

  /**
   * Serves the secrets of {@code store}.
   *
   * @param batchSize how many reads fit into a call
   * @param before asked about each region and read before the store is; may take its time
   */
  public MemoryProvider(
      MemoryStore store,
      int batchSize,
      BiFunction<String, StoreQuery, Optional<StoreAnswer>> before) {
    this.store = store;
    this.batchSize = batchSize;
    this.before = before;
  }

  @Override
  public String blockName() {
    return "memory";
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits(
        batchSize, new PropertyDialect(false, true), StoreTraits.READ_ONLY, Set.of());
  }

  @Override
  public Parsed parse(StoreBlock block) {
    BlockReader reader = new BlockReader(block, "spec.provider.memory");
    reader.allow("", Set.of("region", "token"));
    String named = reader.text("/region");
    Optional<CredentialNeed.SecretKey> token = reader.credential("/token");
    String region = named.isEmpty() ? MemoryStore.REGION : named;
    return reader.finish(
        new StoreBlueprint() {
          @Override
          public List<CredentialNeed> credentials() {
            return List.copyOf(token.stream().toList());
          }

          @Override
          public SecretStoreClient open(Credentials credentials) {
            String login =
                token
                    .map(ref ->
                        credentials
                            .require(ref.field())
                            .<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                    .orElse("");
            store.opened();
            return new Client(region, login);
          }
        });
  }

  private final class Client implements SecretStoreClient {
    private final String region;
    private final String login;

    Client(String region, String login) {
      this.region = region;
      this.login = login;
    }

    @Override
    public Map<StoreQuery, StoreAnswer> fetch(Collection<? extends StoreQuery> reads) {
      store.called();
      Map<StoreQuery, StoreAnswer> answers = new HashMap<>();
      // A set of records with an enum has another order in each JVM.
      for (String key : new TreeSet<>(reads.stream().map(StoreQuery::subject).toList())) {
        reads.stream()
            .filter(read -> read.subject().equals(key))
            .forEach(read -> answers.put(read, answer(read)));
      }
      return answers;
    }

    private StoreAnswer answer(StoreQuery read) {
      return before.apply(region, read).orElseGet(() -> store.answer(region, login, read));
    }

    @Override
    public StoreHealth validate() {
      return store.health(region, login);
    }

    @Override
    public void close() {
      store.closed();
    }
  }
}
