/** From a directory of a commit to manifests: plain files and Kustomize. */
@NullMarked
package dev.sealer.sync.render;

import org.jspecify.annotations.NullMarked;
