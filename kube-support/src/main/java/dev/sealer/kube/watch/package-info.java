/** Watches objects of the cluster, whole or metadata only, and keeps a local cache of them. */
@NullMarked
package dev.sealer.kube.watch;

import org.jspecify.annotations.NullMarked;
