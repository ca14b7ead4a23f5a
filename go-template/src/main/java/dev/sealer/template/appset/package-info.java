/** What ApplicationSet templates have beside Sprig. */
@NullMarked
package dev.sealer.template.appset;

import org.jspecify.annotations.NullMarked;
