/**
 * Contains the kinds Application and AppProject of the group argoproj.io.
 *
 * <p>Application does not have a status subresource, as in Argo CD: each status write changes the
 * generation. Controllers therefore compare the spec that they read, and not the generation.
 */
@NullMarked
package dev.sealer.crds.argoproj;

import org.jspecify.annotations.NullMarked;
