package dev.sealer.sync.live;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says as whom the objects of an Application are written, for the thread that works on it and for
 * those that {@link CallLimit#each} starts. Without one nothing is written: a forgotten identity
 * must not become that of the operator.
 *
 * @param user the user to impersonate; empty for the operator itself
 */
public record WriteIdentity(Optional<String> user) {

  private static final ScopedValue<WriteIdentity> CURRENT = ScopedValue.newInstance();

  /** Returns the operator's own identity. */
  public static WriteIdentity own() {
    return new WriteIdentity(Optional.empty());
  }

  /** Returns the identity of a service account. */
  public static WriteIdentity of(String user) {
    return new WriteIdentity(Optional.of(user));
  }

  /** Does {@code work} with this identity. */
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /** Does {@code work} with this identity. */
  public void run(Runnable work) {
    ScopedValue.where(CURRENT, this).run(work);
  }

  /** Returns the identity of the work that is being done; empty if there is none. */
  static Optional<WriteIdentity> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /**
   * Returns the identity of the work that is being done.
   *
   * @throws IllegalStateException if there is none
   */
  static WriteIdentity required() {
    return current().orElseThrow(() -> new IllegalStateException("a write without an identity"));
  }
}
