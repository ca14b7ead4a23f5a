package dev.sealer.sync.manifest;

import dev.sealer.yaml.read.YamlException;

/**
 * Reports that the contents of Git cannot become objects. The message is one line for the user:
 * where, what, and what to do next. It never contains a value of the manifest.
 */
public final class ManifestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the whole line. */
  public ManifestException(String message) {
    super(message);
  }

  /** Because {@code cause} says so: its message names file and line, and no value. */
  public static ManifestException because(YamlException cause) {
    return new ManifestException(String.valueOf(cause.getMessage()));
  }

  /** With the place in front. */
  public static ManifestException at(Origin origin, String problem) {
    return new ManifestException(origin + ": " + problem);
  }
}
