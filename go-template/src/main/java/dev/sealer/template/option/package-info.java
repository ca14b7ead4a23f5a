/** The choices that a template is read with. */
@NullMarked
package dev.sealer.template.option;

import org.jspecify.annotations.NullMarked;
