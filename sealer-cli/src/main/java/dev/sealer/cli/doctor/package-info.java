/**
 * {@code sealer doctor}: checks what can be reached, what is installed in a cluster, and whether
 * keys, certificates and permissions are as the other commands need them.
 */
@NullMarked
package dev.sealer.cli.doctor;

import org.jspecify.annotations.NullMarked;
