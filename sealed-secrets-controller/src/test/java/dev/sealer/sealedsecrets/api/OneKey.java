package dev.sealer.sealedsecrets.api;

import static dev.sealer.sealedsecrets.plan.SealedObjects.CURRENT;
import static dev.sealer.sealedsecrets.plan.SealedObjects.NOW;

import dev.sealer.sealedsecrets.keys.OpenKeys;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.List;

/** A controller's keys: one, for sealing and for unsealing. */
final class OneKey implements OpenKeys {
  @Override
  public KeySet keys() {
    return KeySet.of(
        KeyOrder.CERT_NOT_BEFORE, List.of(KeySecret.Usable.active("key", NOW, CURRENT)));
  }

  @Override
  public Unsealer unsealer() {
    return SealedObjects.unsealer(CURRENT);
  }
}
