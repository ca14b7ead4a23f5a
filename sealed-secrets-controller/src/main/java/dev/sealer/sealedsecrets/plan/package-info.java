/** What should become of one SealedSecret: pure functions over values. */
@NullMarked
package dev.sealer.sealedsecrets.plan;

import org.jspecify.annotations.NullMarked;
