package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ShortText;
import dev.sealer.sync.health.cel.CelExpression;
import dev.sealer.sync.health.cel.CelFailureException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The health of one kind by an expression that an installation gives: it yields a status, or a map
 * with {@code status} and {@code message}.
 */
final class CustomHealth {

  private static final int LONGEST_MESSAGE = 500;

  private final String key;
  private final String text;
  private final CelExpression expression;

  /**
   * Compiles an expression.
   *
   * @param key the setting that it is from
   * @throws IllegalArgumentException naming the key, and where the expression is wrong
   */
  CustomHealth(String key, String text) {
    this.key = key;
    this.text = text;
    try {
      this.expression = CelExpression.compile(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  /** Returns the health of an object; unknown, with a message that names the key, if it fails. */
  Health of(JsonNode live) {
    try {
      Object result = expression.evaluate(live);
      Object status = result instanceof Map<?, ?> map ? map.get("status") : result;
      Object message = result instanceof Map<?, ?> map ? map.get("message") : null;
      return find(status)
          .map(found -> new Health(found, message instanceof String line ? shown(line) : ""))
          .orElseGet(() ->
              Health.unknown(
                  key + ": the result is not a health status, nor a map with one as status"));
    } catch (CelFailureException e) {
      return Health.unknown(key + ": " + e.getMessage());
    }
  }

  private static Optional<HealthStatus> find(@Nullable Object word) {
    return Arrays.stream(HealthStatus.values())
        .filter(status -> status.word().equals(word))
        .findFirst();
  }

  private static String shown(String message) {
    return ShortText.of(message.replaceAll("\\p{Cntrl}+", " "), LONGEST_MESSAGE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CustomHealth custom
        && key.equals(custom.key)
        && text.equals(custom.text);
  }

  @Override
  public int hashCode() {
    return key.hashCode() * 31 + text.hashCode();
  }

  @Override
  public String toString() {
    return key;
  }
}
