/** Secrets and SealedSecrets as JSON trees. Pure. */
@NullMarked
package dev.sealer.cli.manifest;

import org.jspecify.annotations.NullMarked;
