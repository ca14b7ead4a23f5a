package dev.sealer.crds.schema;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's value filter for {@link KubeModel}: equal to what must not be written, that is {@code
 * null} and the empty lists and maps that stand for an absent field. An empty string or object is a
 * value and is written.
 */
public final class NotGiven {
  @Override
  public boolean equals(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case Collection<?> items -> items.isEmpty();
      case Map<?, ?> entries -> entries.isEmpty();
      default -> false;
    };
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
