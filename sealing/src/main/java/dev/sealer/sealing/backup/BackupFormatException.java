package dev.sealer.sealing.backup;

/** The document is not what was written. The message holds nothing secret. */
final class BackupFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BackupFormatException(String message) {
    super(message);
  }
}
