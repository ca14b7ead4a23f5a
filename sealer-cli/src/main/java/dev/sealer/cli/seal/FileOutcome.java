package dev.sealer.cli.seal;

import dev.sealer.cli.io.FileProblem;
import java.util.List;

/** What became of one file. */
public sealed interface FileOutcome {
  /** The file that was read. */
  String file();

  /**
   * Sealed, or passed through.
   *
   * @param target the file that holds the result
   * @param written whether it was written; otherwise it held just that already
   * @param secrets Secrets that were sealed
   * @param sealedBefore SealedSecrets that stood in the file that was read
   * @param sealed values that were sealed
   * @param kept values whose ciphertext was kept
   * @param notes for people
   */
  record Done(
      String file,
      String target,
      boolean written,
      int secrets,
      int sealedBefore,
      int sealed,
      int kept,
      List<String> notes)
      implements FileOutcome {}

  /** Left alone, because of a problem. */
  record Failed(FileProblem problem) implements FileOutcome {
    @Override
    public String file() {
      return problem.file();
    }
  }
}
