/**
 * Go's values as a closed set of Java types: nothing else can enter a template. Also Go's types,
 * and functions with their signatures.
 */
@NullMarked
package dev.sealer.template.value;

import org.jspecify.annotations.NullMarked;
