/** Tests of what a restore decides. */
@NullMarked
package dev.sealer.cli.backup.plan;

import org.jspecify.annotations.NullMarked;
