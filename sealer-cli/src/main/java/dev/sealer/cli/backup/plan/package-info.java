/** What restoring a backup does to the keys of a cluster: pure decisions. */
@NullMarked
package dev.sealer.cli.backup.plan;

import org.jspecify.annotations.NullMarked;
