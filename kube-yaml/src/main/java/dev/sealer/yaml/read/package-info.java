/** From bytes to JSON trees, with positions and limits. */
@NullMarked
package dev.sealer.yaml.read;

import org.jspecify.annotations.NullMarked;
