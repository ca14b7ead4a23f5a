/** Verbs about the certificates that secrets are sealed for. */
@NullMarked
package dev.sealer.cli.verbs.certificates;

import org.jspecify.annotations.NullMarked;
