package dev.sealer.externalsecrets.generator;

import dev.sealer.externalsecrets.provider.NotGeneratedException;
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
  private final RegistryTokens tokens;

  /** Looks into these watches, one for each kind. */
  public Generators(
      Map<GeneratorKind, ? extends ObjectWatch<GeneratorObject>> watches,
      SecureRandom random,
      RegistryTokens tokens) {
    this.watches = Map.copyOf(watches);
    this.random = random;
    this.tokens = tokens;
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
   * @throws NotGeneratedException if another try may help
   */
  public Map<String, SecretBytes> generate(GeneratorRef ref, String namespace)
      throws UnusableValueException, NotGeneratedException {
    GeneratorObject found =
        find(ref, namespace)
            .orElseThrow(() -> new UnusableValueException("the generator does not exist"));
    return switch (found.generator()) {
      case Generator.Local local -> local.generate(random);
      case RegistryRequest request -> tokens.token(request, namespace);
    };
  }

  private Optional<GeneratorObject> find(GeneratorRef ref, String namespace) {
    ObjectWatch<GeneratorObject> watch = watches.get(ref.kind());
    ObjectKey key =
        ref.kind() == GeneratorKind.CLUSTER
            ? ObjectKey.clusterScoped(ref.name())
            : new ObjectKey(namespace, ref.name());
    return watch == null ? Optional.empty() : watch.get(key);
  }
}
