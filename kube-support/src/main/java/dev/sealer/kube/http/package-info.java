/** The bounded HTTP server, and the probes and metrics it serves. */
@NullMarked
package dev.sealer.kube.http;

import org.jspecify.annotations.NullMarked;
