package dev.sealer.cli.check;

import dev.sealer.cli.check.ValueChange.Kind;
import java.util.List;

/**
 * A SealedSecret that differs.
 *
 * @param kind added, removed or changed
 * @param scopes the old and the new scope, where both are there
 * @param changes of a changed one; empty otherwise
 */
public record ObjectDiff(
    String namespace, String name, Kind kind, List<String> scopes, List<ValueChange> changes) {
  /** Returns whether the object moved to another scope. */
  public boolean changesScope() {
    return scopes.size() == 2 && !scopes.getFirst().equals(scopes.getLast());
  }
}
