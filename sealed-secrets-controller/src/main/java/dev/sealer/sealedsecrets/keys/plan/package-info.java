/** Which sealing keys there are, which one seals, and when a new one is due: pure decisions. */
@NullMarked
package dev.sealer.sealedsecrets.keys.plan;

import org.jspecify.annotations.NullMarked;
