/**
 * Go's URLs, taken apart and put together.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.urls;

import org.jspecify.annotations.NullMarked;
