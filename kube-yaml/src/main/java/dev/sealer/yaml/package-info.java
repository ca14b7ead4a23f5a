/** YAML and JSON with Kubernetes' rules: the door for all other modules. */
@NullMarked
package dev.sealer.yaml;

import org.jspecify.annotations.NullMarked;
