/**
 * Go's times, durations and layouts, and Sprig's functions of them. Internal: may change with any
 * release.
 */
@NullMarked
package dev.sealer.template.sprig.dates;

import org.jspecify.annotations.NullMarked;
