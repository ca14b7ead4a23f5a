/**
 * Semantic versions and constraints as Masterminds/semver reads them. Internal: may change with any
 * release.
 */
@NullMarked
package dev.sealer.template.sprig.versions;

import org.jspecify.annotations.NullMarked;
