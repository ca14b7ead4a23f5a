/** The controllers in the terms of the process that runs them. */
@NullMarked
package dev.sealer.operator.host;

import org.jspecify.annotations.NullMarked;
