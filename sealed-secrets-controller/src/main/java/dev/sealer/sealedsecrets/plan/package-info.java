/** Decides how one SealedSecret becomes a Secret and what its status says. Pure. */
@NullMarked
package dev.sealer.sealedsecrets.plan;

import org.jspecify.annotations.NullMarked;
