/** How the record types of the kinds are read, written and described to the API server. */
@NullMarked
package dev.sealer.crds.schema;

import org.jspecify.annotations.NullMarked;
