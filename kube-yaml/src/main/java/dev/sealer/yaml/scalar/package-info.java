/** What a YAML scalar means to Kubernetes, and how Go prints numbers. */
@NullMarked
package dev.sealer.yaml.scalar;

import org.jspecify.annotations.NullMarked;
