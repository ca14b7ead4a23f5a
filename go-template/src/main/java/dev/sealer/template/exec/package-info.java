/**
 * Runs a template's tree over data.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.exec;

import org.jspecify.annotations.NullMarked;
