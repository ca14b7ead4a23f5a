/** Throw-away certificates, users and kubeconfigs of a control plane. */
@NullMarked
package dev.sealer.testbed.credentials;

import org.jspecify.annotations.NullMarked;
