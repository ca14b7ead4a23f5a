/**
 * {@code sealer es}: lists ExternalSecrets, refreshes them, and explains why one is not Ready. No
 * value of a Secret is read: of Secrets, the commands ask the API server for metadata only.
 */
@NullMarked
package dev.sealer.cli.es;

import org.jspecify.annotations.NullMarked;
