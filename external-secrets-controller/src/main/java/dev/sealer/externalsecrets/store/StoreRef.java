package dev.sealer.externalsecrets.store;

import java.util.Comparator;

/**
 * The store an entry names.
 *
 * @param kind which of the two kinds
 * @param name name of the store object
 */
public record StoreRef(StoreKind kind, String name) implements Comparable<StoreRef> {

  private static final Comparator<StoreRef> ORDER =
      Comparator.comparing(StoreRef::kind).thenComparing(StoreRef::name);

  @Override
  public int compareTo(StoreRef other) {
    return ORDER.compare(this, other);
  }

  /** As users see it, for example {@code ClusterSecretStore "aws"}. */
  @Override
  public String toString() {
    return kind.kind() + " \"" + name + "\"";
  }
}
