/** The checks that keep the code base in the shape its design gives it. */
@NullMarked
package dev.sealer.sourcegates;

import org.jspecify.annotations.NullMarked;
