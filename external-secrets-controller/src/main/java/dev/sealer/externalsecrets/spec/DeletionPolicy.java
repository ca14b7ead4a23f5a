package dev.sealer.externalsecrets.spec;

/** {@code spec.target.deletionPolicy}: what happens when the provider no longer has the secret. */
public enum DeletionPolicy {
  /** The Secret stays as it is. */
  RETAIN,
  /** The Secret goes with the last of its values. */
  DELETE,
  /** The keys go, the Secret stays. */
  MERGE
}
