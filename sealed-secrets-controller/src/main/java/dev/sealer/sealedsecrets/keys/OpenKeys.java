package dev.sealer.sealedsecrets.keys;

import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealing.unseal.Unsealer;

/** The sealing keys of this moment, ready for use by several threads. */
public interface OpenKeys {

  /** The keys as last seen. */
  KeySet keys();

  /** Opens with the keys as last seen. */
  Unsealer unsealer();
}
