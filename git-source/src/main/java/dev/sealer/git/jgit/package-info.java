/** The only code that sees JGit: refs over the wire, bare copies on disk, trees. */
@NullMarked
package dev.sealer.git.jgit;

import org.jspecify.annotations.NullMarked;
