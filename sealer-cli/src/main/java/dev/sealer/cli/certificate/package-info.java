/** Where the certificate comes from. */
@NullMarked
package dev.sealer.cli.certificate;

import org.jspecify.annotations.NullMarked;
