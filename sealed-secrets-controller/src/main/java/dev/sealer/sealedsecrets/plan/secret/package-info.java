/** Plans how to make a live Secret what its SealedSecret declares. Pure. */
@NullMarked
package dev.sealer.sealedsecrets.plan.secret;

import org.jspecify.annotations.NullMarked;
