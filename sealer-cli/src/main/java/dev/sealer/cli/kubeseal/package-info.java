/** The command line of kubeseal, with flags parsed as Go programs parse them. */
@NullMarked
package dev.sealer.cli.kubeseal;

import org.jspecify.annotations.NullMarked;
