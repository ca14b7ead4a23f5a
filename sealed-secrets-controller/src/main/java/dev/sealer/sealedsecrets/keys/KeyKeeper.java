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
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.sealedsecrets.keys.plan.KeyLife.Decision;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealing.keys.SealingKeyPair;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a sealing key when one is due. Runs on the leader only, for one key of the loop. */
public final class KeyKeeper implements Reconciler {

  /** The one key that the loop is woken with. */
  public static final ObjectKey DUTY = ObjectKey.clusterScoped("sealing-keys");

  private static final Logger LOG = LoggerFactory.getLogger(KeyKeeper.class);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(1);

  /** A key that was made, and why. */
  private record Made(SealingKeyPair pair, String why) {}

  private final SealingKeys keys;
  private final KeySettings settings;
  private final KeyMaker maker;
  private final OwnWrites writes;
  private final ControllerContext context;
  private final ClusterObjects cluster;

  /** Its create got no answer: it may or may not be there. */
  private volatile @Nullable Made lost;

  private volatile boolean asked;

  /**
   * A keeper of {@code keys}.
   *
   * @param writes guards the loop that it runs in
   */
  public KeyKeeper(
      SealingKeys keys,
      KeySettings settings,
      KeyMaker maker,
      OwnWrites writes,
      ControllerContext context) {
    this.keys = keys;
    this.settings = settings;
    this.maker = maker;
    this.writes = writes;
    this.context = context;
    this.cluster = writes.recording(context.objects(), target -> DUTY);
    writes.watching(ResourceType.SECRET, namespace -> keys.seenVersion());
  }

  /** Makes a key at the next run, whatever the age of the newest. */
  public void renewNow() {
    asked = true;
  }

  @Override
  public Outcome reconcile(ObjectKey duty) {
    if (!keys.synced()) {
      return Outcome.requeueAfter(UNTIL_SEEN);
    }
    if (!writes.mustRead(DUTY)) {
      return decide(keys.keys());
    }
    try {
      KeySet present =
          keys.read(
              version -> writes.saw(DUTY, ResourceType.SECRET, settings.namespace(), version));
      findLost(present);
      return decide(present);
    } catch (IOException e) {
      return Outcome.retry(String.valueOf(e.getMessage()));
    }
  }

  private Outcome decide(KeySet present) {
    Instant now = context.platform().time().instant();
    if (asked) {
      return generate("it was asked for", present, now);
    }
    return switch (settings.life().decide(present, now)) {
      case Decision.Keep keep ->
          keep.nextRenewal()
              .map(due -> Outcome.requeueAfter(wait(now, due)))
              .orElseGet(Outcome::done);
      case Decision.Generate generate -> generate(generate.why(), present, now);
      case Decision.AwaitRestore _ -> {
        LOG.warn(
            "there is no sealing key in namespace {} and none may be made: restore one",
            settings.namespace());
        yield Outcome.done();
      }
    };
  }

  /** A key whose create got no answer is looked for by its fingerprint. */
  private void findLost(KeySet present) {
    Made missing = lost;
    lost = null;
    if (missing == null) {
      return;
    }
    present.keys().stream()
        .filter(key -> key.pair().fingerprint().equals(missing.pair().fingerprint()))
        .findFirst()
        .ifPresent(key -> {
          Target target = Target.secret(new ObjectKey(settings.namespace(), key.name()));
          String uid =
              cluster.read(target) instanceof ReadResult.Found found
                  ? found.object().path("metadata").path("uid").asText()
                  : "";
          made(key.name(), uid, missing);
        });
  }

  private Outcome generate(String why, KeySet present, Instant now) {
    SealingKeyPair pair = maker.make(settings.newKey(), now);
    KeySet latest = writes.mustRead(DUTY) ? present : keys.keys();
    if (!asked && !(settings.life().decide(latest, now) instanceof Decision.Generate)) {
      // It took seconds to make, in which keys were restored: it would come in front of them.
      return Outcome.requeueAfter(UNTIL_SEEN);
    }
    WriteResult result =
        cluster.create(
            ResourceType.SECRET,
            settings.namespace(),
            KeySecrets.write(pair, settings),
            KeySettings.FIELD_MANAGER);
    return switch (result) {
      case WriteResult.Applied applied -> {
        String name = applied.object().path("metadata").path("name").asText();
        made(name, applied.uid(), new Made(pair, why));
        yield Outcome.requeueAfter(UNTIL_SEEN);
      }
      case WriteResult.Refused refused when refused.code() < 500 ->
          Outcome.retry("no key made: " + refused.message());
      case WriteResult.Refused refused -> lost(pair, why, refused.message());
      case WriteResult.Unreachable unreachable -> lost(pair, why, unreachable.message());
      case WriteResult.Stale stale -> Outcome.retry(stale.message());
      case WriteResult.Conflict conflict -> Outcome.retry(conflict.message());
    };
  }

  private Outcome lost(SealingKeyPair pair, String why, String cause) {
    lost = new Made(pair, why);
    return Outcome.retry(cause);
  }

  private void made(String name, String uid, Made key) {
    asked = false;
    LOG.info(
        "made sealing key {}/{} because {}; certificate:\n{}",
        settings.namespace(),
        name,
        key.why(),
        key.pair().certificate().toPem());
    context
        .events()
        .record(
            Subject.of(ResourceType.SECRET, new ObjectKey(settings.namespace(), name), uid),
            EventRecorder.Type.NORMAL,
            "SealingKeyMade",
            "Made sealing key " + key.pair().fingerprint().value() + " because " + key.why());
  }

  /** Looks at least every hour: the machine's clock may have been set. */
  private static Duration wait(Instant now, Instant due) {
    Duration until = Duration.between(now, due);
    return until.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : until;
  }
}
