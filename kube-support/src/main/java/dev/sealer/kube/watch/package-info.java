/** What changes in the cluster: watches over whole objects and over metadata only. */
@NullMarked
package dev.sealer.kube.watch;

import org.jspecify.annotations.NullMarked;
