package dev.sealer.sync.render;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Resource limits of Linux, set on the program by {@code prlimit(2)} once it runs: the JDK has no
 * way to set them before. A program computes for less than a millisecond without them.
 */
final class LinuxSandbox implements ChildSandbox {

  private static final int MIB = 1024 * 1024;

  /** The numbers of {@code <sys/resource.h>}, equal on x86-64 and arm64. */
  private static final int RLIMIT_CPU = 0;

  private static final int RLIMIT_FSIZE = 1;
  private static final int RLIMIT_DATA = 2;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_NOFILE = 7;

  private static final long MOST_OPEN_FILES = 256;
  private static final long LARGEST_FILE = 64L * MIB;

  private record Limit(int resource, long value) {}

  private final MethodHandle prlimit;
  private final long memoryBytes;
  private final List<Limit> limits;

  private LinuxSandbox(MethodHandle prlimit, long memoryBytes, Duration processorTime) {
    this.prlimit = prlimit;
    this.memoryBytes = memoryBytes;
    this.limits =
        List.of(
            new Limit(RLIMIT_DATA, memoryBytes),
            // What this process leaves behind when it is killed ends by itself.
            new Limit(RLIMIT_CPU, Math.max(1, processorTime.toSeconds())),
            new Limit(RLIMIT_FSIZE, LARGEST_FILE),
            new Limit(RLIMIT_NOFILE, MOST_OPEN_FILES),
            // A core dump would hold the values of the commit.
            new Limit(RLIMIT_CORE, 0));
  }

  /** Returns the sandbox; empty on other systems. */
  static Optional<LinuxSandbox> open(long memoryBytes, Duration processorTime) {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    try {
      return find(memoryBytes, processorTime);
    } catch (IllegalCallerException denied) {
      // The JVM was started without --enable-native-access and denies it.
      return Optional.empty();
    }
  }

  // Native access: the operator's start script allows it.
  @SuppressWarnings("restricted")
  private static Optional<LinuxSandbox> find(long memoryBytes, Duration processorTime) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS);
    return linker
        .defaultLookup()
        .find("prlimit")
        .map(address ->
            new LinuxSandbox(
                linker.downcallHandle(address, signature), memoryBytes, processorTime));
  }

  @Override
  public boolean bounds(Process process) {
    int pid = Math.toIntExact(process.pid());
    for (Limit limit : limits) {
      if (set(pid, limit) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String level() {
    return "memory to " + memoryBytes / MIB + " MiB, and processor time, files and file size";
  }

  private int set(int pid, Limit limit) {
    try (Arena arena = Arena.ofConfined()) {
      // struct rlimit: the soft and the hard limit.
      MemorySegment both = arena.allocateFrom(ValueLayout.JAVA_LONG, limit.value(), limit.value());
      return (int) prlimit.invokeExact(pid, limit.resource(), both, MemorySegment.NULL);
    } catch (Throwable failure) {
      throw new IllegalStateException("prlimit(2) cannot be called", failure);
    }
  }
}
