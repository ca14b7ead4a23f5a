package dev.sealer.externalsecrets.stores;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sealer.crds.externalsecrets.SecretStoreSpec;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.store.StoreTraits;
import dev.sealer.gocompat.GoDuration;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The providers that are built in, by the name of their block. */
public final class Providers {

  /** A larger number is taken as this one: it would keep a worker busy with one store for hours. */
  private static final int MOST_RETRIES = 100;

  /** The store objects that are kept as they were read. */
  private static final int MOST_PARSED = 1_000;

  private static final StoreTraits UNKNOWN =
      new StoreTraits(1, new PropertyDialect(false, false), StoreTraits.READ_ONLY, Set.of());

  /** The modules that a slim installation leaves out, by the provider that each has. */
  private static final Map<String, String> MODULES = Map.of("aws", "external-secrets-aws.jar");

  private final Map<String, StoreProvider> byBlock = new TreeMap<>();

  private final Cache<Place, Seen> parsed =
      Caffeine.newBuilder().maximumSize(MOST_PARSED).executor(Runnable::run).build();

  private record Place(StoreRef store, String namespace) {}

  /** A store object in one version, as it was read. */
  private record Seen(String version, Parsed parsed) {}

  /** These providers, each under its own name. */
  public Providers(List<StoreProvider> providers) {
    providers.forEach(provider -> byBlock.put(provider.blockName(), provider));
  }

  /** Returns the constants of a store's kind; those of a kind that can nothing if it is unknown. */
  public StoreTraits traits(StoreObject store) {
    SecretStoreSpec spec = store.spec();
    JsonNode blocks = spec == null ? null : spec.provider();
    if (blocks == null) {
      return UNKNOWN;
    }
    return byBlock.values().stream()
        .filter(provider -> blocks.has(provider.blockName()))
        .map(StoreProvider::traits)
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** Reads a store object; each fetch of each ExternalSecret asks for that. */
  public Parsed parse(StoreObject store) {
    Place place = new Place(store.ref(), store.namespace());
    Seen seen = parsed.getIfPresent(place);
    if (seen != null && seen.version().equals(store.version())) {
      return seen.parsed();
    }
    Parsed fresh = read(store);
    parsed.put(place, new Seen(store.version(), fresh));
    return fresh;
  }

  private Parsed read(StoreObject store) {
    SecretStoreSpec spec = store.spec();
    if (spec == null || spec.provider() == null || !spec.provider().isObject()) {
      return new Parsed.Rejected("spec.provider", "is required");
    }
    Optional<String> badRegex = NamespaceRules.badRegex(spec.conditions());
    if (badRegex.isPresent()) {
      return new Parsed.Rejected(
          "spec.conditions.namespaceRegexes",
          "holds \"" + badRegex.get() + "\", which is not a regular expression (RE2)");
    }
    Iterator<String> names = spec.provider().fieldNames();
    String name = names.hasNext() ? names.next() : "";
    if (name.isEmpty() || names.hasNext()) {
      return new Parsed.Rejected("spec.provider", "needs exactly one provider");
    }
    return parse(store, spec, name);
  }

  private Parsed parse(StoreObject store, SecretStoreSpec spec, String name) {
    StoreProvider provider = byBlock.get(name);
    if (provider == null) {
      return new Parsed.Rejected(
          "spec.provider." + name,
          MODULES.containsKey(name)
              ? "provider "
                  + name
                  + " is not installed; add "
                  + MODULES.get(name)
                  + " to the operator"
              : "is not supported by this version of Sealer; supported providers: "
                  + String.join(", ", byBlock.keySet()));
    }
    Optional<StoreBlock.Retry> retry = retry(spec.retrySettings());
    if (retry.isEmpty()) {
      return new Parsed.Rejected(
          "spec.retrySettings.retryInterval", "must be a duration such as 10s");
    }
    JsonNode block = spec.provider().path(name);
    return provider.parse(new StoreBlock(store.ref(), store.namespace(), block, retry.get()));
  }

  private static Optional<StoreBlock.Retry> retry(SecretStoreSpec.@Nullable RetrySettings given) {
    if (given == null) {
      return Optional.of(StoreBlock.Retry.DEFAULT);
    }
    Integer max = given.maxRetries();
    String interval = given.retryInterval();
    int retries = max == null ? StoreBlock.Retry.DEFAULT.maxRetries() : Math.min(max, MOST_RETRIES);
    return (interval == null ? Optional.of(Duration.ZERO) : GoDuration.parse(interval))
        .filter(duration -> !duration.isNegative())
        .map(duration -> new StoreBlock.Retry(retries, duration));
  }
}
