/** Options and inputs that several verbs share. */
@NullMarked
package dev.sealer.cli.options;

import org.jspecify.annotations.NullMarked;
