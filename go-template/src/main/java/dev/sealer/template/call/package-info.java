/** What a function gets beside its arguments: clock, randomness and the sandbox's budget. */
@NullMarked
package dev.sealer.template.call;

import org.jspecify.annotations.NullMarked;
