/** Keeps values of Secrets and credentials out of text that leaves the process. */
@NullMarked
package dev.sealer.kube.redact;

import org.jspecify.annotations.NullMarked;
