package dev.sealer.sealedsecrets;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.sealing.model.KeySecret;
import java.util.Collection;

/** Tells of key Secrets that cannot be used, on the Secret itself. */
record KeyEvents(EventRecorder events, String namespace) {

  void setAside(Collection<KeySecret.Malformed> secrets) {
    for (KeySecret.Malformed secret : secrets) {
      events.record(
          Subject.of(ResourceType.SECRET, new ObjectKey(namespace, secret.name()), secret.uid()),
          EventRecorder.Type.WARNING,
          "SealingKeyMalformed",
          "Set aside, as it holds no usable sealing key: " + secret.problem());
    }
  }
}
