/** Tests on real repositories. */
@NullMarked
package dev.sealer.git.jgit;

import org.jspecify.annotations.NullMarked;
