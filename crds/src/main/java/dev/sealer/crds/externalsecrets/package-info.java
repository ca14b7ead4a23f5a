/**
 * Contains the kinds ExternalSecret, ClusterExternalSecret, SecretStore and ClusterSecretStore of
 * the group external-secrets.io.
 *
 * <p>{@code v1beta1} has the schema of {@code v1}, so nothing is converted. The provider blocks
 * keep every field that a user wrote; a provider reads its own block. What is accepted and not
 * supported is named in a condition by the controller, not refused by the schema.
 */
@NullMarked
package dev.sealer.crds.externalsecrets;

import org.jspecify.annotations.NullMarked;
