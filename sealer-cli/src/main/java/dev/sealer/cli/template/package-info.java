/** Templates of the keys of a Secret; what renders them is loaded when there are any. */
@NullMarked
package dev.sealer.cli.template;

import org.jspecify.annotations.NullMarked;
