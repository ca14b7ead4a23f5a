/** Manifests from Git as raw JSON trees, each with the place it came from. */
@NullMarked
package dev.sealer.sync.manifest;

import org.jspecify.annotations.NullMarked;
