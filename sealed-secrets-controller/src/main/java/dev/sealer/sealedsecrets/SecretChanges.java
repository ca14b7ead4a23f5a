package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.controller.CurrentTerm;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.WatchHandler;
import java.util.List;

/** Enqueues the SealedSecret of the same name for any change of a Secret. */
record SecretChanges(ObjectWatch<SealedSecret> objects, CurrentTerm<SealedSecretsTerm> term)
    implements WatchHandler<ObjectMetadata> {

  @Override
  public void added(ObjectMetadata secret) {
    enqueue(secret.key());
  }

  @Override
  public void changed(ObjectMetadata old, ObjectMetadata secret) {
    enqueue(secret.key());
  }

  @Override
  public void removed(ObjectMetadata last) {
    enqueue(last.key());
  }

  private void enqueue(ObjectKey key) {
    if (objects.get(key).isPresent()) {
      term.get().ifPresent(leading -> leading.enqueue(List.of(key)));
    }
  }
}
