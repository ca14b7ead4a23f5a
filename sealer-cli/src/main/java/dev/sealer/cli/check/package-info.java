/**
 * Commands that check and compare SealedSecrets without changing them: {@code validate}, {@code
 * inspect} and {@code diff}.
 */
@NullMarked
package dev.sealer.cli.check;

import org.jspecify.annotations.NullMarked;
