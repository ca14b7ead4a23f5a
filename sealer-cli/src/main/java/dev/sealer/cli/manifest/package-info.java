/**
 * Secrets and SealedSecrets as JSON trees and inside of manifest files: what is in a file, where it
 * is, and which scope it has.
 */
@NullMarked
package dev.sealer.cli.manifest;

import org.jspecify.annotations.NullMarked;
