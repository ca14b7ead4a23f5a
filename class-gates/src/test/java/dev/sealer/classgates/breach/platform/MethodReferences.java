package dev.sealer.classgates.breach.platform;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Each method breaks the rule once, by a reference to a method or constructor. */
public final class MethodReferences {

  LongSupplier nanos() {
    return System::nanoTime;
  }

  Supplier<Instant> now() {
    return Instant::now;
  }

  Supplier<ExecutorService> executor() {
    return Executors::newVirtualThreadPerTaskExecutor;
  }

  Function<Runnable, Thread> thread() {
    return Thread::new;
  }

  Supplier<Random> random() {
    return SecureRandom::new;
  }

  Supplier<UUID> uuid() {
    return UUID::randomUUID;
  }

  LongConsumer park() {
    return LockSupport::parkNanos;
  }
}
