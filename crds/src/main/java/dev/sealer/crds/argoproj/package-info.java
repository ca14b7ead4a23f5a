/** The kinds Application and AppProject of the group argoproj.io. */
@NullMarked
package dev.sealer.crds.argoproj;

import org.jspecify.annotations.NullMarked;
