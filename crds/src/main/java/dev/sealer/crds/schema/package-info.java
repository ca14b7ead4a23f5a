/**
 * Reads, writes and describes the record types of the kinds.
 *
 * <p>The records are the single source of the CRD files: {@link dev.sealer.crds.schema.Schema} says
 * what a type cannot, such as a sentence, an enum or a pattern, and {@link
 * dev.sealer.crds.schema.KubeModel} what concerns the object as a whole. ADR 0005 has the reasons.
 */
@NullMarked
package dev.sealer.crds.schema;

import org.jspecify.annotations.NullMarked;
