package dev.sealer.externalsecrets.generator;

/**
 * The generator that an entry names, in the namespace of the ExternalSecret unless it is for all.
 *
 * @param kind which kind of generator
 * @param name name of the object
 */
public record GeneratorRef(GeneratorKind kind, String name) {

  /** Returns kind and name as one word, for example {@code Password/database}. */
  public String id() {
    return kind.kind() + "/" + name;
  }

  /** As users see it, for example {@code Password "database"}. */
  @Override
  public String toString() {
    return kind.kind() + " \"" + name + "\"";
  }
}
