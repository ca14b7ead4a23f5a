/** The command line of kubeseal. */
@NullMarked
package dev.sealer.cli.kubeseal;

import org.jspecify.annotations.NullMarked;
