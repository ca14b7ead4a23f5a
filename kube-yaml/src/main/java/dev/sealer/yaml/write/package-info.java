/** From JSON trees to the text that Kubernetes' own tools print. */
@NullMarked
package dev.sealer.yaml.write;

import org.jspecify.annotations.NullMarked;
