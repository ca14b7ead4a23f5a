package dev.sealer.externalsecrets.spec;

/** {@code spec.target.creationPolicy}: whose Secret it is. */
public enum CreationPolicy {
  /** Ours: created, all its data ours, gone with the ExternalSecret. */
  OWNER,
  /** Created, all its data ours, stays when the ExternalSecret goes. */
  ORPHAN,
  /** Someone else's; we add our keys. */
  MERGE,
  /** Created if missing, then as {@link #MERGE}. */
  CREATE_OR_MERGE,
  /** Nothing is written. */
  NONE;

  /** Returns whether a missing target is created. */
  public boolean creates() {
    return switch (this) {
      case OWNER, ORPHAN, CREATE_OR_MERGE -> true;
      case MERGE, NONE -> false;
    };
  }

  /** Returns whether data keys that others wrote are kept. */
  public boolean keepsForeignKeys() {
    return this == MERGE || this == CREATE_OR_MERGE;
  }
}
