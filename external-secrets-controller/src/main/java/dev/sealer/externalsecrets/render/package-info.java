/** Templates of the target: what the Secret holds, made of what was fetched. */
@NullMarked
package dev.sealer.externalsecrets.render;

import org.jspecify.annotations.NullMarked;
