/**
 * Contains the kinds Password, UUID, Fake, ECRAuthorizationToken and ClusterGenerator of the group
 * generators.external-secrets.io: the generators that make values without a store.
 */
@NullMarked
package dev.sealer.crds.generators;

import org.jspecify.annotations.NullMarked;
