package dev.sealer.cli.verbs;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.sealing.Scope;

/** A scope as the command line names it. */
final class ScopeFlag {
  private ScopeFlag() {}

  static Scope scope(String flag) {
    return Scope.ofFlag(flag)
        .orElseThrow(() ->
            new CommandFailure("--scope " + flag + ": use strict, namespace-wide or cluster-wide"));
  }
}
