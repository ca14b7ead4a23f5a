/**
 * Sprig's functions of slash-separated paths.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.paths;

import org.jspecify.annotations.NullMarked;
