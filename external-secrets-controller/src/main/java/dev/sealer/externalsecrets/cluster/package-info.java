/** ClusterExternalSecrets: one ExternalSecret in many namespaces. */
@NullMarked
package dev.sealer.externalsecrets.cluster;

import org.jspecify.annotations.NullMarked;
