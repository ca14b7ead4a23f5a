/**
 * The kubeconfig, the options that choose a cluster, and the ports to its API. Nothing here loads
 * the Kubernetes client; {@code cluster.fabric8} does.
 */
@NullMarked
package dev.sealer.cli.cluster;

import org.jspecify.annotations.NullMarked;
