package dev.sealer.externalsecrets.store.memory;

import dev.sealer.externalsecrets.store.NamePattern;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.secret.SecretBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The secrets of a provider, by region and key, and what was asked of it. For one thread. */
public final class MemoryStore {

  /** The region of a store object that names none. */
  public static final String REGION = "eu";

  private final Map<String, Map<String, List<String>>> regions = new TreeMap<>();
  private final Map<String, StoreAnswer.Failure> failures = new TreeMap<>();
  private Function<String, StoreHealth> health = _ -> new StoreHealth.Valid();
  private String token = "";
  private int calls;
  private int openClients;

  /** Stores a value in {@link #REGION}. */
  public void put(String key, String value) {
    put(REGION, key, value);
  }

  /** Stores a value; the values before stay as its older versions. */
  public void put(String region, String key, String value) {
    regions
        .computeIfAbsent(region, _ -> new TreeMap<>())
        .computeIfAbsent(key, _ -> new ArrayList<>())
        .add(value);
  }

  /** Removes a secret from {@link #REGION}, with its versions. */
  public void remove(String key) {
    regions.getOrDefault(REGION, new TreeMap<>()).remove(key);
  }

  /** Gives {@code failure} for each read of {@code key}, until {@link #recover}. */
  public void fail(String key, StoreAnswer.Failure failure) {
    failures.put(key, failure);
  }

  /** Ends all failures. */
  public void recover() {
    failures.clear();
  }

  /** Decides what checks of the store find. */
  public void report(StoreHealth next) {
    health = _ -> next;
  }

  /** Lets {@code check} decide for each region; it may take its time, on several threads. */
  public void reportBy(Function<String, StoreHealth> check) {
    health = check;
  }

  /** Lets in only those who log in with {@code wanted}. */
  public void requireToken(String wanted) {
    token = wanted;
  }

  /** Returns the number of calls so far; a call can carry several reads. */
  public int calls() {
    return calls;
  }

  /** Returns the number of clients that were opened and not closed. */
  public int openClients() {
    return openClients;
  }

  /** Returns the values of a secret in {@link #REGION}, the oldest first. */
  public List<String> versions(String key) {
    return List.copyOf(regions.getOrDefault(REGION, new TreeMap<>()).getOrDefault(key, List.of()));
  }

  void opened() {
    openClients++;
  }

  void closed() {
    openClients--;
  }

  void called() {
    calls++;
  }

  StoreHealth health(String region, String login) {
    return letsIn(login) ? health.apply(region) : new StoreHealth.Invalid("the token is not valid");
  }

  StoreAnswer answer(String region, String login, StoreQuery read) {
    if (!letsIn(login)) {
      return StoreAnswer.Failure.denied("the token is not valid");
    }
    StoreAnswer.Failure failure = failures.get(read.subject());
    if (failure != null) {
      return failure;
    }
    if (read instanceof StoreQuery.Search search) {
      return new StoreAnswer.Listed(
          regions.getOrDefault(region, new TreeMap<>()).keySet().stream()
              .filter(NamePattern.of(search)::matches)
              .toList());
    }
    return latest(region, read.subject())
        .<StoreAnswer>map(value -> new StoreAnswer.Found(SecretBytes.ofUtf8(value), ""))
        .orElseGet(StoreAnswer.NotFound::new);
  }

  private boolean letsIn(String login) {
    return token.isEmpty() || token.equals(login);
  }

  private Optional<String> latest(String region, String key) {
    List<String> versions =
        regions.getOrDefault(region, new TreeMap<>()).getOrDefault(key, List.of());
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
  }
}
