package dev.sealer.cli.verbs.files;

import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.ItemSealing;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.merge.SealedFile;

/** Writes a sealed file back after a change to its items. */
final class ChangedFile {
  private ChangedFile() {}

  /** Remembers what was sealed, writes the file if it changed, and tells what to know of it. */
  static void write(
      Console console,
      String file,
      SealedFile sealed,
      ItemSealing items,
      Fingerprints fingerprints) {
    // Kept first: a record too many does no harm, one too few costs an unchanged ciphertext.
    fingerprints.save();
    sealed.writeBack();
    items.notes().forEach(note -> console.err().println("note: " + file + ": " + note));
  }
}
