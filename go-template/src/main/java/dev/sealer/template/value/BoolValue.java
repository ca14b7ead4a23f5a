package dev.sealer.template.value;

/** A Go {@code bool}. */
public enum BoolValue implements Value {
  FALSE,
  TRUE;

  /** Returns the value of {@code truth}. */
  public static BoolValue of(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  /** As a Java boolean. */
  public boolean isTrue() {
    return this == TRUE;
  }

  @Override
  public GoType type() {
    return GoType.BOOL;
  }
}
