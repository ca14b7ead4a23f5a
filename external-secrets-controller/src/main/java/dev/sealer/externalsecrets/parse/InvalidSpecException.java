package dev.sealer.externalsecrets.parse;

/** Ends the reading of a spec at the first thing that cannot be carried out. */
final class InvalidSpecException extends Exception {

  private static final long serialVersionUID = 1L;
  static final String UNSUPPORTED = "is not supported by this version of Sealer; remove it";

  private final String field;
  private final String problem;

  InvalidSpecException(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
    this.problem = problem;
  }

  ParsedSpec.Invalid result() {
    return new ParsedSpec.Invalid(field, problem);
  }
}
