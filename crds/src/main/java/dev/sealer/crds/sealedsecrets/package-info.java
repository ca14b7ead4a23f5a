/** The kind SealedSecret of the group bitnami.com. */
@NullMarked
package dev.sealer.crds.sealedsecrets;

import org.jspecify.annotations.NullMarked;
