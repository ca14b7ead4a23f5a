/** The blobs of a Git repository that a backup is checked against. */
@NullMarked
package dev.sealer.cli.backup.repository;

import org.jspecify.annotations.NullMarked;
