/** From text to tree: lexer and parser, with Go's rules and Go's words for what is wrong. */
@NullMarked
package dev.sealer.template.parse;

import org.jspecify.annotations.NullMarked;
