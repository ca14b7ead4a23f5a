/** Pure: what an Application may ask for. */
@NullMarked
package dev.sealer.sync.plan.spec;

import org.jspecify.annotations.NullMarked;
