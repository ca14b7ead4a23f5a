/** The product as it is installed and started for the quickstart and the end-to-end tests. */
@NullMarked
package dev.sealer.e2e.stage;

import org.jspecify.annotations.NullMarked;
