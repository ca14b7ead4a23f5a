/** Scripts that are run with the real kubeseal and with ours. */
@NullMarked
package dev.sealer.cli.kubeseal;

import org.jspecify.annotations.NullMarked;
