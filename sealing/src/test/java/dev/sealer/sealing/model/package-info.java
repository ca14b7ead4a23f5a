@NullMarked
package dev.sealer.sealing.model;

import org.jspecify.annotations.NullMarked;
