@NullMarked
package dev.sealer.sync.access;

import org.jspecify.annotations.NullMarked;
