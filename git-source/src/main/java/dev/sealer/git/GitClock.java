package dev.sealer.git;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a {@link GitSource}.
 *
 * @param nanos monotonic, in nanoseconds; for ages and deadlines
 * @param wall the time of day; for the last use of a mirror, which is kept on disk
 */
public record GitClock(LongSupplier nanos, InstantSource wall) {}
