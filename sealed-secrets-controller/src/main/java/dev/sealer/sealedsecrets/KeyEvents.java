package dev.sealer.sealedsecrets;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.sealing.model.KeySecret;
import java.util.Collection;

/** Records an event on each key Secret that cannot be loaded. */
record KeyEvents(EventRecorder events, String namespace) {

  void notLoaded(Collection<KeySecret.Malformed> secrets) {
    for (KeySecret.Malformed secret : secrets) {
      events.record(
          Subject.of(ResourceType.SECRET, new ObjectKey(namespace, secret.name()), secret.uid()),
          EventRecorder.Type.WARNING,
          "SealingKeyMalformed",
          "Not loaded, because it does not contain a usable sealing key: " + secret.problem());
    }
  }
}
