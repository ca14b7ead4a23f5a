/** Changes to a YAML text that leave everything else as it is. */
@NullMarked
package dev.sealer.yaml.edit;

import org.jspecify.annotations.NullMarked;
