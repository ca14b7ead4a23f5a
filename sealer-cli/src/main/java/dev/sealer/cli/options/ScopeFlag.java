package dev.sealer.cli.options;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.sealing.Scope;

/** A scope as the command line names it. */
public final class ScopeFlag {
  private ScopeFlag() {}

  public static Scope scope(String flag) {
    return Scope.ofFlag(flag)
        .orElseThrow(() ->
            new CommandFailure("--scope " + flag + ": use strict, namespace-wide or cluster-wide"));
  }
}
