package dev.sealer.sync.engine;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.application.ApplicationWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back what was created for an Application that was deleted meanwhile. A leader that pauses
 * just before it creates an object does not know that its successor has deleted the Application
 * with all its objects, and nothing else would ever delete this one. Updates need none of this:
 * they are for an object that exists, at the version that was compared.
 *
 * <p>Safe for use by several threads.
 */
final class LateCreates {

  private static final Logger LOG = LoggerFactory.getLogger(LateCreates.class);

  private record Created(ObjectRef target, String uid, boolean isHook) {}

  private final ApplicationWriter writer;
  private final Applier applier;
  private final HookRunner hooks;
  private final Map<ObjectKey, List<Created>> unconfirmed = new ConcurrentHashMap<>();

  LateCreates(ApplicationWriter writer, Applier applier, HookRunner hooks) {
    this.writer = writer;
    this.applier = applier;
    this.hooks = hooks;
  }

  /**
   * Notes what was created, and returns the outcome. Without the finalizer, objects outlive their
   * Application anyway.
   */
  TaskOutcome noting(ApplicationView view, TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Created created && Cascade.isWanted(view)) {
      List<Created> more =
          List.of(new Created(created.target(), created.uid(), created.told().hook().isPresent()));
      unconfirmed.merge(
          view.key(),
          more,
          (before, after) -> {
            List<Created> all = new ArrayList<>(before);
            all.addAll(after);
            return all;
          });
    }
    return outcome;
  }

  /**
   * Decides on what was created since the last status. If the Application took a status after that,
   * it owns the objects.
   *
   * @throws dev.sealer.sync.live.ClusterAwayException if they cannot be taken back now
   */
  void settle(ObjectKey application, boolean stored) {
    if (stored) {
      unconfirmed.remove(application);
    } else {
      takeBack(application);
    }
  }

  /**
   * Deletes what is not confirmed, if the Application was deleted; if it exists, the objects are
   * its own.
   *
   * @throws dev.sealer.sync.live.ClusterAwayException if that cannot be done now; the rest stays
   *     unconfirmed
   */
  void takeBack(ObjectKey application) {
    List<Created> created = unconfirmed.getOrDefault(application, List.of());
    if (!created.isEmpty() && !writer.exists(application)) {
      for (Created one : created) {
        Optional<String> problem =
            applier.delete(one.target(), one.uid(), DeleteOptions.Propagation.BACKGROUND);
        if (one.isHook() && problem.isEmpty()) {
          // Perhaps no other Application uses its kind, and then no watch would show it.
          hooks.letGo(one.target());
        }
        LOG.warn(
            "{} was created after its Application {} was deleted: {}",
            one.target(),
            application,
            problem.orElse("deleted again"));
      }
    }
    unconfirmed.remove(application);
  }
}
