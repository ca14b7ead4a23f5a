/**
 * YAML in templates, as sigs.k8s.io/yaml reads and writes it. Internal: may change with any
 * release.
 */
@NullMarked
package dev.sealer.template.yaml;

import org.jspecify.annotations.NullMarked;
