package dev.sealer.sealedsecrets;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.WatchHandler;
import java.util.function.Consumer;

/** Wakes the SealedSecret of the same name for any change of a Secret. */
record SecretChanges(Consumer<ObjectKey> wake) implements WatchHandler<ObjectMetadata> {

  @Override
  public void added(ObjectMetadata secret) {
    wake.accept(secret.key());
  }

  @Override
  public void changed(ObjectMetadata old, ObjectMetadata secret) {
    wake.accept(secret.key());
  }

  @Override
  public void removed(ObjectMetadata last) {
    wake.accept(last.key());
  }
}
