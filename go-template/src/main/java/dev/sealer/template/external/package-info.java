/** What ExternalSecret templates have beside Sprig. */
@NullMarked
package dev.sealer.template.external;

import org.jspecify.annotations.NullMarked;
