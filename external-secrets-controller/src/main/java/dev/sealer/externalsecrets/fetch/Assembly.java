package dev.sealer.externalsecrets.fetch;

import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.value.JsonValues;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.KeyRewrite;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Makes the keys of a Secret out of what the stores returned. */
public final class Assembly {
  private final Map<StoreRef, StoreAnswers> answers;
  private final GeneratedValues generated;
  private final Map<String, SecretBytes> data = new LinkedHashMap<>();

  private Assembly(Map<StoreRef, StoreAnswers> answers, GeneratedValues generated) {
    this.answers = answers;
    this.generated = generated;
  }

  /**
   * Goes through the entries in order; a later key replaces an earlier one.
   *
   * @param answers for every store of the entries; stay open
   * @param generated makes the values of generators
   */
  public static Fetched assemble(
      List<Entry> entries, Map<StoreRef, StoreAnswers> answers, GeneratedValues generated) {
    Assembly assembly = new Assembly(answers, generated);
    List<Fetched.Item> fetched = new ArrayList<>();
    boolean complete = false;
    try {
      for (Entry entry : entries) {
        fetched.add(assembly.addOrExplain(entry));
      }
      complete = true;
      return new Fetched(assembly.data, List.copyOf(fetched));
    } finally {
      if (!complete) {
        assembly.data.values().forEach(SecretBytes::close);
      }
    }
  }

  private Fetched.Item addOrExplain(Entry entry) {
    return switch (entry) {
      case Entry.Remote remote -> addOrExplain(remote);
      case Entry.Generated from -> generate(from);
    };
  }

  private Fetched.Item addOrExplain(Entry.Remote entry) {
    try {
      return add(entry);
    } catch (UnusableValueException problem) {
      return without(entry, Fetched.Item.State.BROKEN, problem.getMessage());
    }
  }

  private Fetched.Item generate(Entry.Generated entry) {
    try {
      return put(entry, generated.generate(entry.generator()));
    } catch (UnusableValueException problem) {
      return without(entry, Fetched.Item.State.BROKEN, problem.getMessage());
    } catch (NotGeneratedException problem) {
      return without(entry, Fetched.Item.State.UNAVAILABLE, problem.getMessage());
    }
  }

  private static Fetched.Item without(
      Entry.Generated entry, Fetched.Item.State state, String what) {
    return new Fetched.Item(
        entry, state, List.of(), entry.field() + " (" + entry.generator() + "): " + what);
  }

  private static Fetched.Item without(Entry.Remote entry, Fetched.Item.State state, String what) {
    String where = "key \"" + entry.remote().read().subject() + "\" in " + entry.store();
    return new Fetched.Item(entry, state, List.of(), entry.field() + " (" + where + "): " + what);
  }

  private Fetched.Item add(Entry.Remote entry) throws UnusableValueException {
    StoreAnswers store = answers.get(entry.store());
    StoreAnswer answer = store == null ? null : store.byRead().get(entry.remote().read());
    if (store == null || answer == null) {
      throw new UnusableValueException("the store gave no answer");
    }
    return switch (answer) {
      case StoreAnswer.Found found -> use(entry, found.value(), store.properties());
      case StoreAnswer.NotFound _ ->
          without(entry, Fetched.Item.State.MISSING, "the secret does not exist");
      case StoreAnswer.Failure failure -> without(entry, state(failure), failure.cause());
      case StoreAnswer.Listed(List<String> keys) -> use(entry, keys, store);
    };
  }

  private static Fetched.Item.State state(StoreAnswer.Failure failure) {
    return failure.isSilence() ? Fetched.Item.State.UNAVAILABLE : Fetched.Item.State.BROKEN;
  }

  private Fetched.Item use(Entry.Remote entry, SecretBytes whole, PropertyDialect dialect)
      throws UnusableValueException {
    Entry.RemoteRef remote = entry.remote();
    Optional<SecretBytes> part =
        remote.property().isEmpty()
            ? Optional.of(whole.copy())
            : JsonValues.property(whole, remote.property(), dialect);
    if (part.isEmpty()) {
      return without(
          entry,
          dialect.missingIsNotFound() ? Fetched.Item.State.MISSING : Fetched.Item.State.BROKEN,
          "the secret has no property \"" + remote.property() + "\"");
    }
    Map<String, SecretBytes> values;
    try (SecretBytes value = part.get()) {
      values =
          switch (entry) {
            case Entry.Single single ->
                Map.of(single.secretKey(), decoded(single.secretKey(), remote, value));
            case Entry.Extract _, Entry.Find _ -> keyed(remote, JsonValues.members(value));
          };
    }
    return put(entry, values);
  }

  /** Uses the values of all secrets that a search found. */
  private Fetched.Item use(Entry.Remote entry, List<String> keys, StoreAnswers store)
      throws UnusableValueException {
    Map<String, SecretBytes> values = new LinkedHashMap<>();
    boolean complete = false;
    try {
      for (String key : keys) {
        switch (store.byRead().get(StoreQuery.current(key))) {
          case StoreAnswer.Found(SecretBytes value, String _) -> values.put(key, value.copy());
          case StoreAnswer.Failure failure -> {
            return without(entry, state(failure), "secret \"" + key + "\": " + failure.cause());
          }
          case null, default ->
              throw new UnusableValueException("secret \"" + key + "\" is listed and has no value");
        }
      }
      complete = true;
    } finally {
      if (!complete) {
        values.values().forEach(SecretBytes::close);
      }
    }
    return put(entry, keyed(entry.remote(), values));
  }

  /** Takes values over; they replace those of earlier entries. */
  private Fetched.Item put(Entry entry, Map<String, SecretBytes> values) {
    values.forEach((key, value) -> {
      SecretBytes earlier = data.put(key, value);
      if (earlier != null) {
        earlier.close();
      }
    });
    return new Fetched.Item(
        entry, Fetched.Item.State.FOUND, List.copyOf(new TreeSet<>(values.keySet())), "");
  }

  /** Makes data keys of the names of {@code found}, which is taken over. */
  private static Map<String, SecretBytes> keyed(
      Entry.RemoteRef remote, Map<String, SecretBytes> found) throws UnusableValueException {
    Map<String, SecretBytes> members = found;
    Map<String, SecretBytes> values = new LinkedHashMap<>();
    boolean complete = false;
    try {
      for (KeyRewrite rewrite : remote.rewrites()) {
        members = rewrite.apply(members);
      }
      Map<String, SecretBytes> named = new LinkedHashMap<>(members);
      named.remove("");
      // As in External Secrets Operator, rewrites must make the keys valid, too.
      Map<String, SecretBytes> keys =
          remote.rewrites().isEmpty() ? remote.conversion().convert(named) : named;
      for (Map.Entry<String, SecretBytes> member : keys.entrySet()) {
        KeyConversion.check(member.getKey());
        values.put(member.getKey(), decoded(member.getKey(), remote, member.getValue()));
      }
      complete = true;
      return values;
    } finally {
      members.values().forEach(SecretBytes::close);
      if (!complete) {
        values.values().forEach(SecretBytes::close);
      }
    }
  }

  private static SecretBytes decoded(String key, Entry.RemoteRef remote, SecretBytes value)
      throws UnusableValueException {
    try {
      SecretBytes decoded = remote.decoding().decode(value);
      try {
        remote.nullBytes().check(decoded);
      } catch (UnusableValueException refused) {
        decoded.close();
        throw refused;
      }
      return decoded;
    } catch (UnusableValueException problem) {
      throw new UnusableValueException("secretKey \"" + key + "\": " + problem.getMessage());
    }
  }
}
