/** Which files a verb reads when it is given files and folders, and where results go. */
@NullMarked
package dev.sealer.cli.tree;

import org.jspecify.annotations.NullMarked;
