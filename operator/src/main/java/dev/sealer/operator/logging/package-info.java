/** Logs as text or JSON lines, through the redaction guard. */
@NullMarked
package dev.sealer.operator.logging;

import org.jspecify.annotations.NullMarked;
