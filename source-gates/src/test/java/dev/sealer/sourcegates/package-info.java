/** The gates, and the proof that each one can fail. */
@NullMarked
package dev.sealer.sourcegates;

import org.jspecify.annotations.NullMarked;
