/** The Kubernetes client. Packed apart, and loaded only by a command that talks to a cluster. */
@NullMarked
package dev.sealer.cli.cluster.fabric8;

import org.jspecify.annotations.NullMarked;
