package dev.sealer.externalsecrets.generator;

import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Returns the values that its object states.
 *
 * @param data key to value
 */
record FakeGenerator(Map<String, String> data) implements Generator.Local {

  @Override
  public Map<String, SecretBytes> generate(SecureRandom random) throws UnusableValueException {
    if (data.isEmpty()) {
      throw new UnusableValueException("spec.data has no keys; add one");
    }
    for (String key : data.keySet()) {
      KeyConversion.check(key);
    }
    Map<String, SecretBytes> values = new LinkedHashMap<>();
    data.forEach((key, value) -> values.put(key, SecretBytes.ofUtf8(value)));
    return values;
  }

  /** Leaves the values out. */
  @Override
  public String toString() {
    return "FakeGenerator[" + data.keySet() + "]";
  }
}
