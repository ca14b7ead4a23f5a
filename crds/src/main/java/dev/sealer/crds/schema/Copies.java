package dev.sealer.crds.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Unmodifiable copies for record constructors, in the order given; an absent list or map becomes an
 * empty one. {@code null} items are kept: {@code List.copyOf} would make one odd object in the
 * cluster stop a whole watch.
 */
public final class Copies {
  private Copies() {}

  /** The list's items, or an empty list. */
  public static <T extends @Nullable Object> List<T> list(@Nullable List<T> items) {
    return items == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(items));
  }

  /** The map's entries, or an empty map. */
  public static <V extends @Nullable Object> Map<String, V> map(@Nullable Map<String, V> entries) {
    return entries == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /**
   * The list's items, or null where the field is absent and that means something else than empty.
   */
  public static <T> @Nullable List<T> listOrNull(@Nullable List<T> items) {
    return items == null ? null : list(items);
  }
}
