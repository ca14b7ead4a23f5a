/** Evaluates path expressions of jq, in bounded time. */
@NullMarked
package dev.sealer.sync.plan.jq;

import org.jspecify.annotations.NullMarked;
