/** Verbs that read and write files of Secrets and SealedSecrets. */
@NullMarked
package dev.sealer.cli.verbs.files;

import org.jspecify.annotations.NullMarked;
