package dev.sealer.template.value;

/** The two nils that have no type of their own. Functions return {@link #NIL}. */
public enum NilValue implements Value {
  /** There is no value: a missing key, nil data. Prints as {@code <no value>}. */
  ABSENT,
  /** A nil held by an {@code interface {}}: an element of a list, a JSON null. */
  NIL;

  @Override
  public GoType type() {
    return GoType.ANY;
  }

  @Override
  public boolean isNil() {
    return true;
  }
}
