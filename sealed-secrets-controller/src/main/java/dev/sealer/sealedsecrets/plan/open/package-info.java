/** Opening the items of a SealedSecret, and sealing them anew. */
@NullMarked
package dev.sealer.sealedsecrets.plan.open;

import org.jspecify.annotations.NullMarked;
