/**
 * Decisions about backups, without input or output: what a restore changes, which keys a backup
 * lacks, and which sealed values of a repository it can unseal. Pure.
 */
@NullMarked
package dev.sealer.cli.backup.plan;

import org.jspecify.annotations.NullMarked;
