/** Go's times, durations and layouts, and Sprig's functions of them. */
@NullMarked
package dev.sealer.template.sprig.dates;

import org.jspecify.annotations.NullMarked;
