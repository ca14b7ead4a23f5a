/** Key Secrets in a cluster, read and written. */
@NullMarked
package dev.sealer.cli.backup.cluster;

import org.jspecify.annotations.NullMarked;
