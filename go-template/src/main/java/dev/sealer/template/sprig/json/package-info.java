/** Go's JSON, read and written, and Sprig's functions of it. */
@NullMarked
package dev.sealer.template.sprig.json;

import org.jspecify.annotations.NullMarked;
