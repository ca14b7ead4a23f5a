package dev.sealer.git;

import org.jspecify.annotations.Nullable;

/** A repository, a revision or a path could not be read; {@link #failure} says which and why. */
public final class GitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient GitFailure failure;

  /** Carries {@code failure}; its message becomes this exception's. */
  public GitException(GitFailure failure) {
    this(failure, null);
  }

  /** Carries {@code failure}, met as {@code cause}. */
  public GitException(GitFailure failure, @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  /** Returns the failure, safe to show: URLs in it carry no credentials. */
  public GitFailure failure() {
    return failure;
  }
}
