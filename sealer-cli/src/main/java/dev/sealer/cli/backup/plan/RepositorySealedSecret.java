package dev.sealer.cli.backup.plan;

import dev.sealer.sealing.model.SealedSecretContent;
import dev.sealer.sealing.model.SealedSecretId;

/**
 * A SealedSecret in a file of a repository.
 *
 * @param document number of its document in the file, counted from 1
 * @param line of its start, counted from 1
 * @param content as far as the file says
 */
public record RepositorySealedSecret(int document, int line, SealedSecretContent content) {

  /** Returns its identity. */
  public SealedSecretId id() {
    return content.id();
  }
}
