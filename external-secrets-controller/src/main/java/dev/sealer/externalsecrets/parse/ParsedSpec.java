package dev.sealer.externalsecrets.parse;

import dev.sealer.externalsecrets.spec.SyncSpec;

/** The outcome of reading an ExternalSecret's spec. */
public sealed interface ParsedSpec {

  /** It can be carried out. */
  record Valid(SyncSpec spec) implements ParsedSpec {}

  /**
   * It cannot.
   *
   * @param field path in the ExternalSecret
   * @param problem what is wrong and what to do, to follow the field in a sentence
   */
  record Invalid(String field, String problem) implements ParsedSpec {}
}
