/** The imperative Kubernetes shell that all controllers share: names of objects and kinds. */
@NullMarked
package dev.sealer.kube;

import org.jspecify.annotations.NullMarked;
