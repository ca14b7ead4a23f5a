package dev.sealer.externalsecrets.parse;

import dev.sealer.crds.externalsecrets.ExternalSecretSpec;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stores that a spec names, whatever else it holds: whose ExternalSecret it is must be known
 * before anything is said about a field that cannot be read.
 */
public final class NamedStores {

  private NamedStores() {}

  /**
   * The stores in the order of the spec; references without a name or of no known kind are left
   * out.
   */
  public static Set<StoreRef> of(@Nullable ExternalSecretSpec spec) {
    Set<StoreRef> named = new LinkedHashSet<>();
    if (spec != null) {
      add(named, spec.secretStoreRef());
      Stream.concat(
              spec.dataFrom().stream().map(ExternalSecretSpec.DataFrom::sourceRef),
              spec.data().stream().map(ExternalSecretSpec.Data::sourceRef))
          .forEach(source -> {
            if (source != null) {
              add(named, source.storeRef());
            }
          });
    }
    return named;
  }

  private static void add(Set<StoreRef> named, ExternalSecretSpec.@Nullable StoreRef ref) {
    String name = ref == null ? null : ref.name();
    if (ref != null && name != null && !name.isEmpty()) {
      StoreKind.named(ref.kind()).ifPresent(kind -> named.add(new StoreRef(kind, name)));
    }
  }
}
