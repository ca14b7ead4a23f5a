package dev.sealer.externalsecrets.value;

import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.secret.SecretBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes values out of a secret that holds JSON. Reads the secret only while it is revealed. The
 * caller must close the values.
 */
public final class JsonValues {

  private JsonValues() {}

  /**
   * One property.
   *
   * @return empty if the secret has no such property
   * @throws UnusableValueException if the secret is not JSON or the path cannot be understood
   */
  public static Optional<SecretBytes> property(
      SecretBytes secret, String property, PropertyDialect dialect) throws UnusableValueException {
    return reveal(
        secret,
        DamagedJson::parse,
        "property \"" + property + "\" is asked of it",
        json -> {
          Optional<JsonSlice> found = select(json, property, dialect);
          if (found.filter(JsonSlice::isDamaged).isPresent()) {
            throw new UnusableValueException(
                "property \"" + property + "\" is in a part of the value that is not JSON");
          }
          return found.map(JsonSlice::plainValue);
        });
  }

  /**
   * The members of an object: text without its quotes, everything else as JSON.
   *
   * @throws UnusableValueException if the secret is not a JSON object
   */
  public static Map<String, SecretBytes> members(SecretBytes secret) throws UnusableValueException {
    return members(secret, JsonSlice::value);
  }

  /**
   * The members of an object, each as JSON.
   *
   * @throws UnusableValueException if the secret is not a JSON object
   */
  static Map<String, SecretBytes> rawMembers(SecretBytes secret) throws UnusableValueException {
    return members(secret, slice -> SecretBytes.takeOver(slice.raw()));
  }

  private static Map<String, SecretBytes> members(
      SecretBytes secret, Function<JsonSlice, SecretBytes> form) throws UnusableValueException {
    return reveal(
        secret,
        _ -> Optional.empty(),
        "dataFrom.extract needs a JSON object",
        json -> {
          if (!json.isObject()) {
            throw new UnusableValueException(
                "the value is JSON but not an object, and dataFrom.extract needs a JSON object");
          }
          Map<String, SecretBytes> members = new LinkedHashMap<>();
          for (JsonSlice.Member member : json.members()) {
            SecretBytes earlier = members.put(member.name(), form.apply(member.value()));
            if (earlier != null) {
              earlier.close();
            }
          }
          return members;
        });
  }

  private static Optional<JsonSlice> select(
      JsonSlice json, String property, PropertyDialect dialect) throws UnusableValueException {
    if (dialect.literalFirst() && json.isObject()) {
      Optional<JsonSlice> literal =
          json.members().stream()
              .filter(m -> m.name().equals(property))
              .findFirst()
              .map(JsonSlice.Member::value);
      if (literal.isPresent()) {
        return literal;
      }
    }
    return GjsonPath.select(json, property);
  }

  private interface Look<T> {
    T at(JsonSlice json) throws UnusableValueException;
  }

  private sealed interface Seen<T> {
    record Result<T>(T value) implements Seen<T> {}

    record Problem<T>(UnusableValueException problem) implements Seen<T> {}
  }

  /**
   * Looks at the value.
   *
   * @param damaged reads what is not JSON, if that is allowed
   */
  private static <T> T reveal(
      SecretBytes secret, Function<byte[], Optional<JsonSlice>> damaged, String why, Look<T> look)
      throws UnusableValueException {
    Seen<T> seen = secret.reveal(bytes -> look(bytes, damaged, why, look));
    return switch (seen) {
      case Seen.Result<T>(T value) -> value;
      case Seen.Problem<T>(UnusableValueException problem) -> throw problem;
    };
  }

  private static <T> Seen<T> look(
      byte[] bytes, Function<byte[], Optional<JsonSlice>> damaged, String why, Look<T> look) {
    try {
      JsonSlice json =
          JsonSlice.parse(bytes)
              .or(() -> damaged.apply(bytes))
              .orElseThrow(() -> new UnusableValueException("the value is not JSON, and " + why));
      return new Seen.Result<>(look.at(json));
    } catch (UnusableValueException problem) {
      return new Seen.Problem<>(problem);
    }
  }
}
