package dev.sealer.sealedsecrets.plan.open;

import dev.sealer.sealedsecrets.plan.Failure;

/** What opening a SealedSecret gave: all of it or nothing. */
public sealed interface OpenResult {

  /** Everything opened; the receiver closes it. */
  record Success(Opened opened) implements OpenResult {}

  /** Something did not open, so nothing is made of the rest. */
  record Failed(Failure failure) implements OpenResult {}
}
