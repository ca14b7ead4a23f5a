/** Go's values as a closed set of Java types; nothing else can enter a template. */
@NullMarked
package dev.sealer.template.value;

import org.jspecify.annotations.NullMarked;
