/** Go's URLs, taken apart and put together. */
@NullMarked
package dev.sealer.template.sprig.urls;

import org.jspecify.annotations.NullMarked;
