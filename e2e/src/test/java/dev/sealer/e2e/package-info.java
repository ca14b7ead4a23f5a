/**
 * Tests all parts together, on a real control plane, with real Git and real stores.
 *
 * <p>The documentation is tested here too. {@code DocumentationPages} says what happens to each
 * code block, {@code DocumentationIT}, {@code MigrationIT} and {@code DisasterIT} run the commands,
 * and {@code DocumentationStyle} checks the form of the pages.
 */
@NullMarked
package dev.sealer.e2e;

import org.jspecify.annotations.NullMarked;
