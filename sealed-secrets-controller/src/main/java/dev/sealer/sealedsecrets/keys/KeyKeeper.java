package dev.sealer.sealedsecrets.keys;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ReadResult;
import dev.sealer.kube.apply.Target;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.sealedsecrets.keys.plan.KeyLife.Decision;
import dev.sealer.sealing.keys.SealingKeyPair;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a sealing key when one is due. Runs on the leader only, for one key of the loop. */
public final class KeyKeeper implements Reconciler {

  /** The one key that the loop is woken with. */
  public static final ObjectKey DUTY = ObjectKey.clusterScoped("sealing-keys");

  private static final Logger LOG = LoggerFactory.getLogger(KeyKeeper.class);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(1);

  private final SealingKeys keys;
  private final KeySettings settings;
  private final String fieldManager;
  private final KeyMaker maker;
  private final ClusterObjects cluster;
  private final ControllerContext context;
  private volatile String lastMade = "";
  private volatile boolean asked;

  /**
   * A keeper of {@code keys}.
   *
   * @param fieldManager of the key Secrets
   */
  public KeyKeeper(
      SealingKeys keys,
      KeySettings settings,
      String fieldManager,
      KeyMaker maker,
      ControllerContext context) {
    this.keys = keys;
    this.settings = settings;
    this.fieldManager = fieldManager;
    this.maker = maker;
    this.cluster = context.objects();
    this.context = context;
  }

  /** Makes a key at the next run, whatever the age of the newest. */
  public void renewNow() {
    asked = true;
  }

  @Override
  public Outcome reconcile(ObjectKey duty) {
    if (!keys.synced() || !lastMadeIsSeen()) {
      // A key that is made but not seen yet must not be made twice.
      return Outcome.requeueAfter(UNTIL_SEEN);
    }
    Instant now = context.platform().time().instant();
    if (asked) {
      return generate("it was asked for", now);
    }
    return switch (settings.life().decide(keys.keys(), now)) {
      case Decision.Keep keep ->
          keep.nextRenewal()
              .map(due -> Outcome.requeueAfter(wait(now, due)))
              .orElseGet(Outcome::done);
      case Decision.Generate generate -> generate(generate.why(), now);
      case Decision.AwaitRestore _ -> {
        LOG.warn(
            "there is no sealing key in namespace {} and none may be made: restore one",
            settings.namespace());
        yield Outcome.done();
      }
    };
  }

  private boolean lastMadeIsSeen() {
    if (lastMade.isEmpty()) {
      return true;
    }
    boolean seen = keys.keys().keys().stream().anyMatch(key -> key.name().equals(lastMade));
    Target target = Target.secret(new ObjectKey(settings.namespace(), lastMade));
    boolean settled = seen || cluster.read(target) instanceof ReadResult.Missing;
    if (settled) {
      lastMade = "";
    }
    return settled;
  }

  private Outcome generate(String why, Instant now) {
    SealingKeyPair pair = maker.make(settings.newKey(), now);
    if (!asked && !(settings.life().decide(keys.keys(), now) instanceof Decision.Generate)) {
      // It took seconds to make, in which keys were restored: it would come in front of them.
      return Outcome.requeueAfter(UNTIL_SEEN);
    }
    WriteResult result =
        cluster.create(
            ResourceType.SECRET,
            settings.namespace(),
            KeySecrets.write(pair, settings),
            fieldManager);
    return switch (result) {
      case WriteResult.Applied applied -> {
        made(applied, pair, why);
        yield Outcome.requeueAfter(UNTIL_SEEN);
      }
      case WriteResult.Refused refused -> Outcome.retry("no key made: " + refused.message());
      case WriteResult.Unreachable unreachable -> Outcome.retry(unreachable.message());
      case WriteResult.Stale stale -> Outcome.retry(stale.message());
      case WriteResult.Conflict conflict -> Outcome.retry(conflict.message());
    };
  }

  private void made(WriteResult.Applied applied, SealingKeyPair pair, String why) {
    asked = false;
    lastMade = applied.object().path("metadata").path("name").asText();
    LOG.info(
        "made sealing key {}/{} because {}; certificate:\n{}",
        settings.namespace(),
        lastMade,
        why,
        pair.certificate().toPem());
    context
        .events()
        .record(
            Subject.of(
                ResourceType.SECRET, new ObjectKey(settings.namespace(), lastMade), applied.uid()),
            EventRecorder.Type.NORMAL,
            "SealingKeyMade",
            "Made sealing key " + pair.fingerprint().value() + " because " + why);
  }

  /** Looks at least every hour: the machine's clock may have been set. */
  private static Duration wait(Instant now, Instant due) {
    Duration until = Duration.between(now, due);
    return until.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : until;
  }
}
