/**
 * Sprig's functions of paths and URLs, and Go's URLs.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.paths;

import org.jspecify.annotations.NullMarked;
