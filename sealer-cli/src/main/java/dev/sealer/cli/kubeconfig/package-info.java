/** The kubeconfig and the flags that override it, read without a Kubernetes client. */
@NullMarked
package dev.sealer.cli.kubeconfig;

import org.jspecify.annotations.NullMarked;
