package dev.sealer.externalsecrets.parse;

import dev.sealer.crds.externalsecrets.ExternalSecretSpec;
import dev.sealer.externalsecrets.generator.GeneratorKind;
import dev.sealer.externalsecrets.generator.GeneratorRef;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stores and generators that a spec names, whatever else it holds: whose ExternalSecret it is
 * must be known before anything is said about a field that cannot be read.
 *
 * @param stores in the order of the spec
 * @param generators of the kinds that are served
 */
public record NamedSources(Set<StoreRef> stores, Set<GeneratorRef> generators) {

  /** Returns what a spec names; references without a name or of no known kind are left out. */
  public static NamedSources of(@Nullable ExternalSecretSpec spec) {
    NamedSources named = new NamedSources(new LinkedHashSet<>(), new LinkedHashSet<>());
    if (spec != null) {
      named.add(spec.secretStoreRef());
      Stream.concat(
              spec.dataFrom().stream().map(ExternalSecretSpec.DataFrom::sourceRef),
              spec.data().stream().map(ExternalSecretSpec.Data::sourceRef))
          .forEach(source -> {
            if (source != null) {
              named.add(source.storeRef());
              named.add(source.generatorRef());
            }
          });
    }
    return named;
  }

  private void add(ExternalSecretSpec.@Nullable StoreRef ref) {
    String name = ref == null ? null : ref.name();
    if (ref != null && name != null && !name.isEmpty()) {
      StoreKind.named(ref.kind()).ifPresent(kind -> stores.add(new StoreRef(kind, name)));
    }
  }

  private void add(ExternalSecretSpec.@Nullable GeneratorRef ref) {
    if (ref != null && !ref.name().isEmpty()) {
      GeneratorKind.named(ref.kind())
          .ifPresent(kind -> generators.add(new GeneratorRef(kind, ref.name())));
    }
  }
}
