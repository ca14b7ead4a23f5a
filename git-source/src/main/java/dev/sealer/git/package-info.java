/** Git as the sync engine sees it: revisions, commits and immutable trees; no Git library shows. */
@NullMarked
package dev.sealer.git;

import org.jspecify.annotations.NullMarked;
