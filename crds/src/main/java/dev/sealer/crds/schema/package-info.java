/** Reads and writes the record types of the kinds, and generates their CRD schemas. */
@NullMarked
package dev.sealer.crds.schema;

import org.jspecify.annotations.NullMarked;
