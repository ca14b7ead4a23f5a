/** Runs the login programs that kubeconfigs name, and reads the credentials they print. */
@NullMarked
package dev.sealer.kube.login;

import org.jspecify.annotations.NullMarked;
