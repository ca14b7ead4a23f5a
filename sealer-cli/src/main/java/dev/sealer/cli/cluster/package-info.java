/** The cluster's API, and the kubeconfig that leads there. */
@NullMarked
package dev.sealer.cli.cluster;

import org.jspecify.annotations.NullMarked;
