package dev.sealer.externalsecrets.generator;

/**
 * The generator that an entry names, in the namespace of the ExternalSecret.
 *
 * @param kind which kind of generator
 * @param name name of the object
 */
public record GeneratorRef(GeneratorKind kind, String name) {

  /** As users see it, for example {@code Password "database"}. */
  @Override
  public String toString() {
    return kind.kind() + " \"" + name + "\"";
  }
}
