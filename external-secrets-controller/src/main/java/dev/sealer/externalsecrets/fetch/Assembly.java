package dev.sealer.externalsecrets.fetch;

import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.RemoteRef;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.value.JsonValues;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the keys of a Secret out of what the stores answered. */
public final class Assembly {

  private final Map<StoreRef, StoreAnswers> answers;
  private final boolean toleratesMissing;
  private final Map<String, SecretBytes> data = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();

  private Assembly(Map<StoreRef, StoreAnswers> answers, DeletionPolicy deletion) {
    this.answers = answers;
    this.toleratesMissing = deletion != DeletionPolicy.RETAIN;
  }

  /**
   * Goes through the entries in order; a later key replaces an earlier one.
   *
   * @param answers for every store of the entries; stay open
   */
  public static Fetched assemble(
      List<Entry> entries, Map<StoreRef, StoreAnswers> answers, DeletionPolicy deletion) {
    Assembly assembly = new Assembly(answers, deletion);
    for (Entry entry : entries) {
      try {
        assembly.add(entry);
      } catch (UnusableValueException problem) {
        assembly.data.values().forEach(SecretBytes::close);
        return new Fetched.Failed(
            entry.field() + " (" + describe(entry) + "): " + problem.getMessage());
      }
    }
    return new Fetched.Complete(assembly.data, List.copyOf(assembly.missing));
  }

  private static String describe(Entry entry) {
    return "key \"" + entry.remote().read().key() + "\" in " + entry.store();
  }

  private void add(Entry entry) throws UnusableValueException {
    StoreAnswers store = answers.get(entry.store());
    ReadResult answer = store == null ? null : store.byRead().get(entry.remote().read());
    if (store == null || answer == null) {
      throw new UnusableValueException("the store gave no answer");
    }
    switch (answer) {
      case ReadResult.Found found -> use(entry, found.value(), store.properties());
      case ReadResult.NotFound _ -> notFound(entry, "the secret does not exist");
      case ReadResult.Failure failure -> throw new UnusableValueException(failure.cause());
    }
  }

  private void notFound(Entry entry, String what) throws UnusableValueException {
    if (!toleratesMissing) {
      throw new UnusableValueException(what);
    }
    missing.add(entry.field() + " (" + describe(entry) + "): " + what);
  }

  private void use(Entry entry, SecretBytes whole, PropertyDialect dialect)
      throws UnusableValueException {
    RemoteRef remote = entry.remote();
    Optional<SecretBytes> part =
        remote.property().isEmpty()
            ? Optional.of(whole.copy())
            : JsonValues.property(whole, remote.property(), dialect);
    if (part.isEmpty()) {
      String problem = "the secret has no property \"" + remote.property() + "\"";
      if (!dialect.missingIsNotFound()) {
        throw new UnusableValueException(problem);
      }
      notFound(entry, problem);
      return;
    }
    try (SecretBytes value = part.get()) {
      switch (entry) {
        case Entry.Single single -> put(single.secretKey(), remote, value);
        case Entry.Extract _ -> extract(remote, value);
      }
    }
  }

  private void extract(RemoteRef remote, SecretBytes object) throws UnusableValueException {
    Map<String, SecretBytes> members = JsonValues.members(object);
    try {
      members.remove("");
      for (Map.Entry<String, SecretBytes> member :
          remote.conversion().convert(members).entrySet()) {
        KeyConversion.check(member.getKey());
        put(member.getKey(), remote, member.getValue());
      }
    } finally {
      members.values().forEach(SecretBytes::close);
    }
  }

  private void put(String key, RemoteRef remote, SecretBytes value) throws UnusableValueException {
    SecretBytes decoded = decoded(key, remote, value);
    SecretBytes earlier = data.put(key, decoded);
    if (earlier != null) {
      earlier.close();
    }
  }

  private static SecretBytes decoded(String key, RemoteRef remote, SecretBytes value)
      throws UnusableValueException {
    try {
      SecretBytes decoded = remote.decoding().decode(value);
      remote.nullBytes().check(decoded);
      return decoded;
    } catch (UnusableValueException problem) {
      throw new UnusableValueException("secretKey \"" + key + "\": " + problem.getMessage());
    }
  }
}
