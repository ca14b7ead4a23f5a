/** Libraries that are loaded when they are needed, because most runs need none of them. */
@NullMarked
package dev.sealer.cli.libraries;

import org.jspecify.annotations.NullMarked;
