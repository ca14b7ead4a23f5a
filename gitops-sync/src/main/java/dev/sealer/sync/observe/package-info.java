/** What is told of Applications to those who watch the watcher. */
@NullMarked
package dev.sealer.sync.observe;

import org.jspecify.annotations.NullMarked;
