package dev.sealer.template.context;

/** The value of a field that a map does not have. */
public enum MissingKey {
  /** No value: prints as {@code <no value>}, counts as false. */
  DEFAULT,
  /** The zero value of the map's element type; for {@code interface {}} the same as no value. */
  ZERO,
  /** An error. */
  ERROR
}
