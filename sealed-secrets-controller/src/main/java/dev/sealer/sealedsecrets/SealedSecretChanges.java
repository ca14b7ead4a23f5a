package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.WatchHandler;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Wakes a SealedSecret for what matters: its spec, labels and annotations. A change of status,
 * which is our own writing, wakes nothing, unless it says what this process knows to be wrong: a
 * former leader may have written it late.
 *
 * @param isWrong whether the status denies what this process did
 */
record SealedSecretChanges(Consumer<ObjectKey> wake, Predicate<SealedSecret> isWrong)
    implements WatchHandler<SealedSecret> {

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
        || !Objects.equals(before.getAnnotations(), after.getAnnotations())
        || isWrong.test(object)) {
      wake.accept(ObjectKey.of(object));
    }
  }

  @Override
  public void removed(SealedSecret last) {
    wake.accept(ObjectKey.of(last));
  }
}
