package dev.sealer.simulation.apiserver;

import dev.sealer.kube.platform.Time;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes the parts of a server that tests replace to prove that the contract can fail. */
interface Behavior {

  /** Returns the behavior of the real server. */
  static Behavior standard() {
    return new Behavior() {};
  }

  /** Makes the part that takes objects into the store. */
  default ObjectWriter writer(
      ObjectStore store, Time time, RandomGenerator uids, WriteJournal journal) {
    return new ObjectWriter(store, time, uids, journal);
  }

  /** Makes the part that applies. */
  default ApplyRequests applies(Supplier<String> now) {
    return new ApplyRequests(now);
  }

  /** Makes the part that deletes. */
  default DeleteRequests deletions(ObjectStore store, ObjectWriter writer) {
    return new DeleteRequests(store, writer);
  }
}
