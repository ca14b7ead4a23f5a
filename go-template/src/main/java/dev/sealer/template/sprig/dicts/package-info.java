/** Sprig's functions of dictionaries, defaults and types. */
@NullMarked
package dev.sealer.template.sprig.dicts;

import org.jspecify.annotations.NullMarked;
