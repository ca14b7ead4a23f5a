/** Pure decisions: what is desired, how it differs, what to do next, and in which order. */
@NullMarked
package dev.sealer.sync.plan;

import org.jspecify.annotations.NullMarked;
