/** The shell: watches, reconciles, and carries decisions out. */
@NullMarked
package dev.sealer.sync.engine;

import org.jspecify.annotations.NullMarked;
