/** Semantic versions and constraints as Masterminds/semver reads them. */
@NullMarked
package dev.sealer.template.sprig.versions;

import org.jspecify.annotations.NullMarked;
