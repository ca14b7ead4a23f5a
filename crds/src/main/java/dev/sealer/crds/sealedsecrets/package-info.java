/**
 * Contains the kind SealedSecret of the group bitnami.com.
 *
 * <p>Spec and status are those of Sealed Secrets, with {@code status.unsealed} added. Only mappers
 * of the controllers use these types; their planners have values of their own.
 */
@NullMarked
package dev.sealer.crds.sealedsecrets;

import org.jspecify.annotations.NullMarked;
