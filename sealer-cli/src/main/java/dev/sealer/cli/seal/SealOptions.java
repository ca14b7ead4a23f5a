package dev.sealer.cli.seal;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.sealing.Scope;

/**
 * Settings for sealing Secrets.
 *
 * @param scope strict leaves the choice to the Secret's own annotations
 * @param name replaces every Secret's name; empty for none
 * @param allowEmpty whether a Secret without values is sealed all the same
 */
public record SealOptions(Scope scope, String name, boolean allowEmpty) {

  /**
   * Parses the value of {@code --scope}.
   *
   * @throws CommandFailure if it is not a scope
   */
  static Scope scope(String flag) {
    return Scope.ofFlag(flag)
        .orElseThrow(() ->
            new CommandFailure("--scope " + flag + ": use strict, namespace-wide or cluster-wide"));
  }
}
