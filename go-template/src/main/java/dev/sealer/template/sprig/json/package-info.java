/**
 * JSON and YAML in templates, as Go's {@code encoding/json} and sigs.k8s.io/yaml read and write
 * them. Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.json;

import org.jspecify.annotations.NullMarked;
