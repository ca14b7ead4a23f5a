package dev.sealer.sealedsecrets.simulation;

import dev.sealer.kube.ObjectKey;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.world.TracedWrite;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Each sealing key that a controller makes has a reason of its own. */
final class OneKeyForOneReason extends Oracle {

  private final Set<String> controllers;
  private final Duration renewPeriod;
  private final Map<ObjectKey, SealingCertificate> made = new TreeMap<>();

  /** Of those made, the ones that somebody asked for. */
  private final Set<ObjectKey> requested = new TreeSet<>();

  private int asked;
  private boolean secondFirst;

  OneKeyForOneReason(Set<String> controllers, Duration renewPeriod) {
    this.controllers = Set.copyOf(controllers);
    this.renewPeriod = renewPeriod;
  }

  /** Somebody asks for a key. */
  void ask() {
    asked++;
  }

  /** Returns whether {@code write} makes a key that somebody asked for, or tells of one. */
  boolean isAskedFor(TracedWrite write) {
    boolean home = write.stored().key().namespace().equals(ClusterActs.HOME);
    boolean isNew = write.stored().before() == null;
    return home && isNew && (write.isOf("events") || (write.isOf("secrets") && asked > 0));
  }

  @Override
  public void stored(TracedWrite write) {
    ObjectKey key = write.stored().key();
    if (!write.isOf("secrets") || !key.namespace().equals(ClusterActs.HOME)) {
      return;
    }
    var after = write.stored().after();
    boolean isNew = write.stored().before() == null;
    Optional<SealingCertificate> now =
        after == null || !ClusterActs.isActive(after)
            ? Optional.empty()
            : ClusterActs.certificate(after);
    if (isNew && now.isPresent() && controllers.contains(write.writer())) {
      judge(write, now.get());
    }
    // A key that is restored while one is made is not there when it is decided.
    if (now.isPresent() && (made.containsKey(key) || controllers.contains(write.writer()))) {
      made.put(key, now.get());
    } else {
      made.remove(key);
      requested.remove(key);
    }
  }

  private void judge(TracedWrite write, SealingCertificate next) {
    boolean due =
        made.values().stream()
            .map(SealingCertificate::notBefore)
            .allMatch(from -> !from.plus(renewPeriod).isAfter(next.notBefore()));
    boolean onlyFirst = made.size() - requested.size() == 1;
    if (!due && asked == 0 && onlyFirst && !secondFirst) {
      // Two processes that both see no key each make a first one: see SuccessorName.
      secondFirst = true;
    } else if (!due && asked == 0) {
      found(write + " makes a key that nobody asked for, next to " + made.keySet());
    } else if (!due) {
      asked--;
      requested.add(write.stored().key());
    }
  }
}
