@NullMarked
package dev.sealer.gocompat;

import org.jspecify.annotations.NullMarked;
