/**
 * {@code sealer es}: lists ExternalSecrets, refreshes them, explains why one is not Ready, and
 * renders templates with sample values. No value of a Secret is read: of Secrets, the commands ask
 * the API server for metadata only.
 */
@NullMarked
package dev.sealer.cli.es;

import org.jspecify.annotations.NullMarked;
