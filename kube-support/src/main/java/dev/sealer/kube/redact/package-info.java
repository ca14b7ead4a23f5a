/** The last guard before text leaves the process. */
@NullMarked
package dev.sealer.kube.redact;

import org.jspecify.annotations.NullMarked;
