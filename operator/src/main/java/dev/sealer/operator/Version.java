package dev.sealer.operator;

/** The version of this build, from the jar's manifest. */
final class Version {

  private Version() {}

  /** For example {@code 0.1.0}; {@code dev} when it runs from class files. */
  static String ours() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
