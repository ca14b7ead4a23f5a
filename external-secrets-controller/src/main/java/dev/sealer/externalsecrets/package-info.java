/** The external secrets controller: ExternalSecret to Secret, from the stores that teams have. */
@NullMarked
package dev.sealer.externalsecrets;

import org.jspecify.annotations.NullMarked;
