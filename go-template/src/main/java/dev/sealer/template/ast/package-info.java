/**
 * The tree a template is parsed into: immutable, and printable as Go prints it. Internal: may
 * change with any release.
 */
@NullMarked
package dev.sealer.template.ast;

import org.jspecify.annotations.NullMarked;
