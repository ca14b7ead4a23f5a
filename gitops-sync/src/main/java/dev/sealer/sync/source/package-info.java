/** Reads the sources of an Application from Git, as commits and as the objects made of them. */
@NullMarked
package dev.sealer.sync.source;

import org.jspecify.annotations.NullMarked;
