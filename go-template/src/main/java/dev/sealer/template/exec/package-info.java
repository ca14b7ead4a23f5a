/** Runs a template's tree over data. */
@NullMarked
package dev.sealer.template.exec;

import org.jspecify.annotations.NullMarked;
