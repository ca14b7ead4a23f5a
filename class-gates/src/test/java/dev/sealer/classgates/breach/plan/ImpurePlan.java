package dev.sealer.classgates.breach.plan;

import dev.sealer.classgates.breach.ClockHelper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A core package that reads the clock and the disk. */
public final class ImpurePlan {

  /** Reads the clock. */
  public Instant when() {
    return Instant.now();
  }

  /** Reads the disk. */
  public boolean isThere(Path file) {
    return Files.exists(file);
  }

  /** The other half of the cycle. */
  public ClockHelper back() {
    return new ClockHelper();
  }
}
