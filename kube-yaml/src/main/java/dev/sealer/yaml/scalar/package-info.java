/** The values of YAML scalars under Kubernetes' rules. */
@NullMarked
package dev.sealer.yaml.scalar;

import org.jspecify.annotations.NullMarked;
