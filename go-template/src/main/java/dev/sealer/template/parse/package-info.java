/**
 * From text to tree: lexer and parser, with Go's rules and Go's words for what is wrong. Internal:
 * may change with any release.
 */
@NullMarked
package dev.sealer.template.parse;

import org.jspecify.annotations.NullMarked;
