/** Tests of what is kept of Git between two comparisons. */
@org.jspecify.annotations.NullMarked
package dev.sealer.sync.source;
