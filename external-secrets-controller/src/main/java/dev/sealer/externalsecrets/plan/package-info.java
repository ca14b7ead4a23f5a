/** Pure decisions: when to refresh, what to fetch, what to write, what to say. */
@NullMarked
package dev.sealer.externalsecrets.plan;

import org.jspecify.annotations.NullMarked;
