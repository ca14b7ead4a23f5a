/** The store objects of the cluster: who may use them, their open clients, their status. */
@NullMarked
package dev.sealer.externalsecrets.stores;

import org.jspecify.annotations.NullMarked;
