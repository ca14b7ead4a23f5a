package dev.sealer.cli.edit;

import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.Console;

/** Writes a sealed file back after a change to its items. */
final class ChangedFile {
  private ChangedFile() {}

  /** Remembers what was sealed, writes the file if it changed, and tells what to know of it. */
  static void write(
      Console console,
      String file,
      SealedFile sealed,
      ValueSealer items,
      Fingerprints fingerprints) {
    // Kept first: a record too many does no harm, one too few costs an unchanged ciphertext.
    fingerprints.save();
    sealed.writeBack();
    items.notes().forEach(note -> console.err().println("note: " + file + ": " + note));
  }
}
