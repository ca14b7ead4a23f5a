/** Secrets and SealedSecrets as JSON trees. */
@NullMarked
package dev.sealer.cli.manifest;

import org.jspecify.annotations.NullMarked;
