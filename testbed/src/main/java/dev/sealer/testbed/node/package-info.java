/** A real node: containerd and a kubelet in a network of their own, on Linux as root. */
@NullMarked
package dev.sealer.testbed.node;

import org.jspecify.annotations.NullMarked;
