package dev.sealer.externalsecrets.generator;

import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** Finds the generator that an ExternalSecret names, and makes values. Safe for several threads. */
public final class Generators {

  private final Map<GeneratorKind, ? extends ObjectWatch<GeneratorObject>> watches;
  private final SecureRandom random;

  /** Looks into these watches, one for each kind. */
  public Generators(
      Map<GeneratorKind, ? extends ObjectWatch<GeneratorObject>> watches, SecureRandom random) {
    this.watches = Map.copyOf(watches);
    this.random = random;
  }

  /** Returns whether a generator is served by this class of controllers; a missing one may be. */
  public boolean isServed(GeneratorRef ref, String namespace, String controllerClass) {
    return find(ref, namespace)
        .map(GeneratorObject::controllerClass)
        .filter(wanted -> !wanted.isEmpty() && !wanted.equals(controllerClass))
        .isEmpty();
  }

  /**
   * Makes new values.
   *
   * @return data key to value; the caller must close the values
   * @throws UnusableValueException if the generator does not exist, or its specification allows no
   *     value
   */
  public Map<String, SecretBytes> generate(GeneratorRef ref, String namespace)
      throws UnusableValueException {
    GeneratorObject found =
        find(ref, namespace)
            .orElseThrow(() -> new UnusableValueException("the generator does not exist"));
    return found.generator().generate(random);
  }

  private Optional<GeneratorObject> find(GeneratorRef ref, String namespace) {
    ObjectWatch<GeneratorObject> watch = watches.get(ref.kind());
    return watch == null ? Optional.empty() : watch.get(new ObjectKey(namespace, ref.name()));
  }
}
