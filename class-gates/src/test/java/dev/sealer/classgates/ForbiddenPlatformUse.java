package dev.sealer.classgates;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Accesses of the JDK that go past the ports of {@code dev.sealer.kube.platform}: clocks, making
 * threads, random numbers and every wait with a limit. Sees calls and method references alike.
 */
final class ForbiddenPlatformUse extends DescribedPredicate<JavaAccess<?>> {

  private static final String ANY = "*";
  private static final String CONSTRUCTOR = "<init>";

  /** By the full name of the class; {@link #ANY} for all its members. */
  private static final Map<String, Set<String>> MEMBERS =
      Map.ofEntries(
          Map.entry("java.lang.System", Set.of("nanoTime", "currentTimeMillis")),
          Map.entry("java.lang.Math", Set.of("random")),
          Map.entry(
              "java.lang.Thread",
              Set.of(CONSTRUCTOR, "ofVirtual", "ofPlatform", "startVirtualThread", "sleep")),
          Map.entry("java.lang.Process", Set.of("waitFor", "onExit")),
          Map.entry("java.util.UUID", Set.of("randomUUID")),
          Map.entry("java.util.Timer", Set.of(ANY)),
          Map.entry("java.util.Random", Set.of(CONSTRUCTOR)),
          Map.entry("java.util.SplittableRandom", Set.of(CONSTRUCTOR)),
          Map.entry("java.util.Collections", Set.of("shuffle")),
          Map.entry("java.util.random.RandomGenerator", Set.of("getDefault", "of")),
          Map.entry("java.util.random.RandomGeneratorFactory", Set.of(ANY)),
          Map.entry(
              "java.security.SecureRandom",
              Set.of(CONSTRUCTOR, "getInstance", "getInstanceStrong", "getSeed")),
          Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of(ANY)),
          Map.entry("java.util.concurrent.Executors", Set.of(ANY)),
          Map.entry("java.util.concurrent.ForkJoinPool", Set.of(ANY)),
          Map.entry("java.util.concurrent.ThreadPoolExecutor", Set.of(CONSTRUCTOR)),
          Map.entry("java.util.concurrent.ScheduledThreadPoolExecutor", Set.of(CONSTRUCTOR)),
          Map.entry("java.util.concurrent.StructuredTaskScope", Set.of(ANY)),
          Map.entry("java.util.concurrent.locks.LockSupport", Set.of("parkNanos", "parkUntil")));

  /** On whatever class of the JDK they are called. */
  private static final Set<String> ON_ANY_CLASS =
      Set.of("parallelStream", "parallel", "awaitNanos", "awaitUntil", "delayedExecutor");

  /** With any argument: these wait for a time then. */
  private static final Set<String> WITH_A_LIMIT = Set.of("join", "wait");

  ForbiddenPlatformUse() {
    super("a clock, thread, random number or timed wait of the JDK");
  }

  @Override
  public boolean test(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    JavaClass owner = target.getOwner();
    return owner.getPackageName().startsWith("java.")
        && (isListed(owner, target.getName())
            || isClock(owner, target.getName())
            || ON_ANY_CLASS.contains(target.getName())
            || target.getName().endsWith("Async")
            || (target instanceof CodeUnitAccessTarget unit && isTimedWait(unit)));
  }

  private static boolean isListed(JavaClass owner, String member) {
    String name = owner.getName();
    Set<String> members = MEMBERS.getOrDefault(name, Set.of());
    return members.contains(ANY)
        || members.contains(member)
        || name.startsWith("java.lang.Thread$Builder");
  }

  private static boolean isClock(JavaClass owner, String member) {
    return owner.getPackageName().startsWith("java.time")
        && (member.equals("now") || member.startsWith("system") || member.startsWith("tick"));
  }

  private static boolean isTimedWait(CodeUnitAccessTarget target) {
    boolean untilSomeTime =
        target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(TimeUnit.class))
            && !target.getOwner().isEquivalentTo(TimeUnit.class);
    boolean joined =
        WITH_A_LIMIT.contains(target.getName())
            && !target.getRawParameterTypes().isEmpty()
            && (target.getOwner().isEquivalentTo(Thread.class)
                || target.getOwner().isEquivalentTo(Object.class));
    return untilSomeTime || joined;
  }
}
