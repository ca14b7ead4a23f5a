/** Records Kubernetes events, on change only. */
@NullMarked
package dev.sealer.kube.events;

import org.jspecify.annotations.NullMarked;
