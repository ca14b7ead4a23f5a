package dev.sealer.externalsecrets.value;

import dev.sealer.secret.SecretBytes;
import java.util.Map;

/** Changes the keys of a set of values before they become data keys. */
@FunctionalInterface
public interface KeyRewrite {

  /**
   * Changes keys. Takes {@code values} over: those that are not in the result are closed, all of
   * them if it throws.
   *
   * @return key to value, in order; the caller must close the values
   * @throws UnusableValueException if two values get the same key, or the keys cannot be changed
   */
  Map<String, SecretBytes> apply(Map<String, SecretBytes> values) throws UnusableValueException;
}
