package dev.sealer.externalsecrets.fetch;

import dev.sealer.externalsecrets.generator.GeneratorRef;
import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import java.util.Map;

/** Makes the values of a generator. */
@FunctionalInterface
public interface GeneratedValues {

  /**
   * Makes new values.
   *
   * @return data key to value; the caller must close the values
   * @throws UnusableValueException if the generator does not exist, or allows no value
   * @throws NotGeneratedException if another try may help
   */
  Map<String, SecretBytes> generate(GeneratorRef generator)
      throws UnusableValueException, NotGeneratedException;
}
