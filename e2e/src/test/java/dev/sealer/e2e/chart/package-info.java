/** Tests of the Helm chart with the real helm program. */
@NullMarked
package dev.sealer.e2e.chart;

import org.jspecify.annotations.NullMarked;
