/** The sealing keys in the cluster: watched, made and renewed. */
@NullMarked
package dev.sealer.sealedsecrets.keys;

import org.jspecify.annotations.NullMarked;
