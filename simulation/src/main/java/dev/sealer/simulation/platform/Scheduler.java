package dev.sealer.simulation.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the threads of simulated processes one at a time on the thread that calls {@link #run}, in
 * an order that a seed decides, under a clock that only it moves.
 *
 * <p>A thread runs until it blocks. Then chance picks one of those that are ready; if there is
 * none, time jumps to the next timer. Only the driver and the threads it runs may hand work in: the
 * JDK's own timers and its unblocker of monitors run when they please, so what they submit fails
 * the run. Code under simulation therefore waits with a limit through the {@code Time} port only,
 * and holds no monitor while it blocks.
 *
 * <p>Not safe for use by several threads; several schedulers may run side by side.
 */
public final class Scheduler implements Executor {

  /** The cost of a step: time passes while programs compute, so endless loops end. */
  private static final long STEP_NANOS = 10_000;

  /** Can be canceled until it fires. */
  public static final class Timer implements Comparable<Timer> {
    private final long at;
    private final long number;
    private final SimProcess process;
    private final Runnable action;
    private boolean canceled;

    private Timer(long at, long number, SimProcess process, Runnable action) {
      this.at = at;
      this.number = number;
      this.process = process;
      this.action = action;
    }

    /** Keeps the timer from firing. */
    public void cancel() {
      canceled = true;
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private record Task(SimProcess process, Thread thread, Runnable continuation) {}

  private record Starting(SimProcess process, Thread thread) {}

  private final RandomGenerator choice;
  private final ExecutorThreads source;
  private final Thread driver = Thread.currentThread();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final List<Task> ready = new ArrayList<>();
  private final IdentityHashMap<Runnable, Task> tasks = new IdentityHashMap<>();
  private final IdentityHashMap<Runnable, Task> dead = new IdentityHashMap<>();

  /** Owns the timers that end freezes: those of a frozen process do not fire. */
  private final SimProcess own = new SimProcess("scheduler");

  private @Nullable Starting starting;
  private @Nullable Task running;
  private long now;
  private long steps;
  private long timersMade;
  private volatile @Nullable String stranger;

  /**
   * A scheduler without threads, driven by the calling thread.
   *
   * @param choice picks the next thread
   */
  public Scheduler(RandomGenerator choice) {
    this.choice = choice;
    this.source = ExecutorThreads.on(this);
  }

  /** Returns a new process without threads. */
  public SimProcess process(String name) {
    return new SimProcess(name);
  }

  /** Returns the virtual time since the start, in nanoseconds. */
  public long now() {
    return now;
  }

  /** Returns how many pieces of work have run. */
  public long steps() {
    return steps;
  }

  /** Returns the process and the name of the thread that runs now; {@code driver} between two. */
  public String runningThread() {
    Task task = running;
    return task == null ? "driver" : task.process() + "/" + task.thread().getName();
  }

  /** Starts a thread of {@code process}; one of a dead process never runs. */
  public Thread start(SimProcess process, String name, Runnable body) {
    Thread thread = source.unstarted(name, () -> runToEnd(body));
    starting = new Starting(process, thread);
    try {
      thread.start();
    } finally {
      starting = null;
    }
    return thread;
  }

  private void runToEnd(Runnable body) {
    Task task = running;
    try {
      body.run();
    } finally {
      if (task != null) {
        tasks.remove(task.continuation());
      }
    }
  }

  /** Runs {@code action} for {@code process} on the driver once {@code at} is reached. */
  public Timer at(SimProcess process, long at, Runnable action) {
    Timer timer = new Timer(Math.max(at, now), timersMade++, process, action);
    timers.add(timer);
    return timer;
  }

  /** Takes a piece of work of one of our threads; the JDK calls it. */
  @Override
  public void execute(Runnable continuation) {
    Thread caller = Thread.currentThread();
    Task task = running;
    if (caller != driver && (task == null || caller != task.thread())) {
      stranger = caller.getName();
      throw new RejectedExecutionException("not a thread of the simulation: " + caller);
    }
    if (!dead.containsKey(continuation)) {
      admit(tasks.computeIfAbsent(continuation, this::started));
    }
  }

  private Task started(Runnable continuation) {
    Starting now = starting;
    if (now == null) {
      throw new IllegalStateException("a thread was started past the Threads port");
    }
    return new Task(now.process(), now.thread(), continuation);
  }

  private void admit(Task task) {
    SimProcess process = task.process();
    if (process.isFrozen()) {
      process.held.add(() -> admit(task));
    } else if (!process.isDead()) {
      ready.add(task);
    }
  }

  /**
   * Runs until {@code until}, at most, and leaves the clock there.
   *
   * @param until virtual nanoseconds since the start
   * @throws IllegalStateException if a thread that is not ours interfered
   */
  public void run(long until) {
    refuseStrangers();
    while (step(until)) {
      refuseStrangers();
    }
    now = Math.max(now, until);
  }

  private void refuseStrangers() {
    String name = stranger;
    if (name != null) {
      throw new IllegalStateException(
          name
              + " woke a simulated thread: somewhere a limited wait goes past the Time port,"
              + " or a monitor is held while a thread blocks");
    }
  }

  /**
   * Runs one piece of work, or lets time jump to the next timer.
   *
   * @return false when there is nothing to do before {@code until}
   */
  private boolean step(long until) {
    if (now >= until) {
      return false;
    }
    fireDue();
    if (ready.isEmpty()) {
      Timer next = timers.peek();
      if (next == null || next.at > until) {
        return false;
      }
      now = Math.max(now, next.at);
      return true;
    }
    steps++;
    now += STEP_NANOS;
    runOne(takeAny());
    return true;
  }

  private Task takeAny() {
    int at = ready.size() == 1 ? 0 : choice.nextInt(ready.size());
    Task taken = ready.get(at);
    Task last = ready.removeLast();
    if (at < ready.size()) {
      ready.set(at, last);
    }
    return taken;
  }

  private void runOne(Task task) {
    running = task;
    try {
      task.continuation().run();
    } finally {
      running = null;
    }
  }

  private void fireDue() {
    Timer next = timers.peek();
    while (next != null && next.at <= now) {
      timers.remove();
      fire(next);
      next = timers.peek();
    }
  }

  private void fire(Timer timer) {
    SimProcess process = timer.process;
    if (timer.canceled || process.isDead()) {
      return;
    }
    if (process.isFrozen()) {
      process.held.add(() -> fire(timer));
    } else {
      timer.action.run();
    }
  }

  /**
   * Ends a process at once: its threads never run again, not even their {@code finally}. A thread
   * of the process that calls this goes on until it blocks, so it should {@link #stop} next.
   */
  public void kill(SimProcess process) {
    process.die();
    ready.removeIf(task -> task.process() == process);
    tasks
        .values()
        .removeIf(task -> {
          boolean its = task.process() == process;
          if (its) {
            dead.put(task.continuation(), task);
          }
          return its;
        });
  }

  /** Blocks the calling simulated thread without end, after its process was killed. */
  public void stop() {
    while (true) {
      LockSupport.park();
    }
  }

  /** Lets other threads run before the calling simulated thread goes on. */
  @SuppressWarnings("ThreadPriorityCheck") // The scheduler is this one.
  public void giveWay() {
    Thread.yield();
  }

  /**
   * Holds every thread and timer of a process; a second freeze can only make it longer. A thread of
   * the process that calls this should {@link #giveWay} next.
   */
  public void freeze(SimProcess process, Duration duration) {
    if (process.isDead()) {
      return;
    }
    process.freezeUntil(now + duration.toNanos());
    ready.removeIf(task -> {
      boolean its = task.process() == process;
      if (its) {
        process.held.add(() -> admit(task));
      }
      return its;
    });
    Timer _ = at(own, process.frozenUntil(), () -> thaw(process));
  }

  private void thaw(SimProcess process) {
    if (!process.isFrozen() || process.frozenUntil() > now) {
      return;
    }
    process.thaw();
    List<Runnable> held = List.copyOf(process.held);
    process.held.clear();
    held.forEach(Runnable::run);
  }
}
