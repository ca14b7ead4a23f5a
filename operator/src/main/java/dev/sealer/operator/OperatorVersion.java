package dev.sealer.operator;

/** Reads the version of this build from the manifest of the jar. */
final class OperatorVersion {

  private OperatorVersion() {}

  /** Returns the version, for example {@code 0.1.0}; {@code dev} if it runs from class files. */
  static String ours() {
    String version = OperatorVersion.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
