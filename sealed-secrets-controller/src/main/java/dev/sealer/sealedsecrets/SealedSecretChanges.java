package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.WatchHandler;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Wakes a SealedSecret for what matters: its spec, labels and annotations. A change of status,
 * which is our own writing, wakes nothing.
 */
record SealedSecretChanges(Consumer<ObjectKey> wake) implements WatchHandler<SealedSecret> {

  @Override
  public void added(SealedSecret object) {
    wake.accept(ObjectKey.of(object));
  }

  @Override
  public void changed(SealedSecret old, SealedSecret object) {
    ObjectMeta before = old.getMetadata();
    ObjectMeta after = object.getMetadata();
    if (!Objects.equals(before.getGeneration(), after.getGeneration())
        || !Objects.equals(before.getLabels(), after.getLabels())
        || !Objects.equals(before.getAnnotations(), after.getAnnotations())) {
      wake.accept(ObjectKey.of(object));
    }
  }

  @Override
  public void removed(SealedSecret last) {
    wake.accept(ObjectKey.of(last));
  }
}
