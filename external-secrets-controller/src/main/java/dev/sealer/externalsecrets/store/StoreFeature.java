package dev.sealer.externalsecrets.store;

/** Something that not every kind of store has. */
public enum StoreFeature {
  /** Its values are kept on a server, which can refuse, fail or not answer. */
  SERVER,
  /** It keeps tags or labels of a secret ({@link StoreQuery.View#METADATA}). */
  METADATA,
  /** Its values can be any bytes, not only text. */
  BINARY
}
