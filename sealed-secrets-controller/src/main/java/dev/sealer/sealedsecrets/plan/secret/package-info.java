/** The Secret that is desired, the one that is live, and what to do about the difference. */
@NullMarked
package dev.sealer.sealedsecrets.plan.secret;

import org.jspecify.annotations.NullMarked;
