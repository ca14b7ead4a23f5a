/** A real Kubernetes control plane on loopback, started for tests and for the quickstart. */
@NullMarked
package dev.sealer.testbed.cluster;

import org.jspecify.annotations.NullMarked;
