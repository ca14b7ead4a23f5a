/**
 * Go's JSON, read and written, and Sprig's functions of it. Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.json;

import org.jspecify.annotations.NullMarked;
