package dev.sealer.sealedsecrets.plan.secret;

import dev.sealer.kube.ObjectKey;
import dev.sealer.sealedsecrets.plan.Blueprint;
import dev.sealer.sealedsecrets.plan.PeerAnnotations;
import dev.sealer.secret.SecretBytes;
import java.util.Map;
import java.util.TreeMap;

/** The Secret that a SealedSecret stands for; closing it wipes its data. */
public final class DesiredSecret implements AutoCloseable {

  private final ObjectKey key;
  private final Blueprint blueprint;
  private final Map<String, SecretBytes> data;

  DesiredSecret(ObjectKey key, Blueprint blueprint, Map<String, SecretBytes> data) {
    this.key = key;
    this.blueprint = blueprint;
    this.data = new TreeMap<>(data);
  }

  /** Always the SealedSecret's own name and namespace. */
  public ObjectKey key() {
    return key;
  }

  /** Everything but the data. */
  public Blueprint blueprint() {
    return blueprint;
  }

  /** The data by key, sorted. */
  public Map<String, SecretBytes> data() {
    return data;
  }

  /** Whether the Secret shall be owned by the SealedSecret, and so go with it. */
  public boolean owned() {
    return !PeerAnnotations.set(blueprint.annotations(), PeerAnnotations.SKIP_OWNER);
  }

  /** Wipes the data. */
  @Override
  public void close() {
    data.values().forEach(SecretBytes::close);
  }
}
