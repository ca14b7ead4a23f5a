package dev.sealer.externalsecrets.spec;

/** {@code spec.refreshPolicy}. */
public enum RefreshPolicy {
  /** At every interval, and on change. */
  PERIODIC,
  /** When spec, labels or annotations change. */
  ON_CHANGE,
  /** Once. */
  CREATED_ONCE
}
