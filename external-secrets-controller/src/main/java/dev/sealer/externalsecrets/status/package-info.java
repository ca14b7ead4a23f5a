/** How conditions are read from and written into the status of the kinds. */
@NullMarked
package dev.sealer.externalsecrets.status;

import org.jspecify.annotations.NullMarked;
