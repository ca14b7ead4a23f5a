/** Writes the CRD files from the record types, and checks that they are in step. */
@NullMarked
package dev.sealer.crds.generate;

import org.jspecify.annotations.NullMarked;
