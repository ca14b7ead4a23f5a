package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.controller.CurrentTerm;
import dev.sealer.kube.watch.WatchHandler;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Objects;

/**
 * Enqueues a SealedSecret when its spec, labels or annotations change. A changed status, which the
 * leader itself writes, enqueues nothing, unless it denies what this process did.
 */
record SealedSecretChanges(CurrentTerm<SealedSecretsTerm> term)
    implements WatchHandler<SealedSecret> {

  @Override
  public void added(SealedSecret object) {
    enqueue(object);
  }

  @Override
  public void changed(SealedSecret old, SealedSecret object) {
    ObjectMeta before = old.getMetadata();
    ObjectMeta after = object.getMetadata();
    if (!Objects.equals(before.getGeneration(), after.getGeneration())
        || !Objects.equals(before.getLabels(), after.getLabels())
        || !Objects.equals(before.getAnnotations(), after.getAnnotations())
        || term.get().filter(leading -> leading.forgetIfDenied(object)).isPresent()) {
      enqueue(object);
    }
  }

  @Override
  public void removed(SealedSecret last) {
    enqueue(last);
  }

  private void enqueue(SealedSecret object) {
    term.get().ifPresent(leading -> leading.enqueue(List.of(ObjectKey.of(object))));
  }
}
