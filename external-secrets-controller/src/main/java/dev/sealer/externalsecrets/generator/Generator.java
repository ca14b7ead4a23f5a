package dev.sealer.externalsecrets.generator;

import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Map;

/** Makes values. */
sealed interface Generator permits Generator.Local, RegistryRequest {

  /** Makes values from a specification and random numbers. Pure but for the numbers. */
  @FunctionalInterface
  non-sealed interface Local extends Generator {

    /**
     * Makes new values.
     *
     * @return data key to value; the caller must close the values
     * @throws UnusableValueException if the specification allows no value; names the field
     */
    Map<String, SecretBytes> generate(SecureRandom random) throws UnusableValueException;
  }
}
