/** Go {@code text/template} for Java: parse once, render many times from any thread. */
@NullMarked
package dev.sealer.template;

import org.jspecify.annotations.NullMarked;
