package dev.sealer.kube.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the objects of a kind to watch.
 *
 * @param namespaces empty for all namespaces (needs cluster-wide list and watch rights); one list
 *     and watch runs per namespace otherwise
 * @param labelSelector in the API's own syntax, for example {@code app=web,tier!=cache}
 * @param fieldSelector in the API's own syntax, for example {@code metadata.name=web}
 */
public record WatchScope(
    List<String> namespaces, @Nullable String labelSelector, @Nullable String fieldSelector) {

  /** Copies the list. */
  public WatchScope {
    namespaces = List.copyOf(namespaces);
  }

  /** Everything in the cluster. */
  public static WatchScope allNamespaces() {
    return new WatchScope(List.of(), null, null);
  }

  /** Everything in these namespaces; none means all. */
  public static WatchScope in(List<String> namespaces) {
    return new WatchScope(namespaces, null, null);
  }

  /** Returns this scope with a label selector; empty for none. */
  public WatchScope withLabels(String selector) {
    return new WatchScope(namespaces, selector.isBlank() ? null : selector, fieldSelector);
  }

  /** Returns this scope with a field selector; empty for none. */
  public WatchScope withFields(String selector) {
    return new WatchScope(namespaces, labelSelector, selector.isBlank() ? null : selector);
  }
}
