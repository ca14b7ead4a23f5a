/**
 * {@code sealer cert} and {@code sealer fetch-cert}, and the certificate that every sealing command
 * uses: from a file, a URL, the controller, or a pinned one.
 */
@NullMarked
package dev.sealer.cli.certificates;

import org.jspecify.annotations.NullMarked;
