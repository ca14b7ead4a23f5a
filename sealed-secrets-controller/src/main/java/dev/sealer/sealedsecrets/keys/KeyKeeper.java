package dev.sealer.sealedsecrets.keys;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
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
  private static final int MOST_TAKEN = 20;

  /** A key whose create got no answer: it may or may not be there. */
  private record Tried(String name, SealingKeyPair pair, String why) {}

  private final SealingKeys keys;
  private final KeySettings settings;
  private final KeyMaker maker;
  private final OwnWrites writes;
  private final ControllerContext context;
  private final ClusterObjects cluster;

  private volatile @Nullable Tried tried;
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
    Tried before = tried;
    if (before != null) {
      return findOut(before);
    }
    Instant now = context.platform().time().instant();
    if (asked) {
      return generate(now);
    }
    return switch (settings.life().decide(keys.keys(), now)) {
      case Decision.Keep keep ->
          keep.nextRenewal()
              .map(due -> Outcome.requeueAfter(wait(now, due)))
              .orElseGet(Outcome::done);
      case Decision.Generate _ -> generate(now);
      case Decision.AwaitRestore _ -> {
        LOG.warn(
            "no sealing key in namespace {} and --require-existing-key is set; restore a backup",
            settings.namespace());
        yield Outcome.done();
      }
    };
  }

  /** Reads whether the last key was stored, which decides whether another one is needed. */
  private Outcome findOut(Tried before) {
    return switch (cluster.read(
        ObjectRef.secret(new ObjectKey(settings.namespace(), before.name())))) {
      case ObjectReadResult.Found found -> {
        tried = null;
        if (KeySecrets.holds(found.object(), before.pair())) {
          String uid = found.object().path("metadata").path("uid").asText();
          made(before.name(), uid, before.pair(), before.why());
        }
        yield Outcome.requeueAfter(Duration.ZERO);
      }
      case ObjectReadResult.Missing _ -> {
        tried = null;
        yield Outcome.requeueAfter(Duration.ZERO);
      }
      case WriteResult.Refused refused -> Outcome.retry(refused.message());
      case WriteResult.Unreachable unreachable -> Outcome.retry(unreachable.message());
    };
  }

  /** It takes seconds to make a key, so what decides is read afterwards, from the API server. */
  private Outcome generate(Instant now) {
    SealingKeyPair pair = maker.make(settings.newKey(), now);
    try {
      KeySet present =
          keys.read(
              version -> writes.saw(DUTY, ResourceType.SECRET, settings.namespace(), version));
      if (asked) {
        return create(pair, "it was asked for", present);
      }
      return settings.life().decide(present, now) instanceof Decision.Generate generate
          ? create(pair, generate.why(), present)
          : Outcome.requeueAfter(UNTIL_SEEN);
    } catch (IOException e) {
      return Outcome.retry(String.valueOf(e.getMessage()));
    }
  }

  private Outcome create(SealingKeyPair pair, String why, KeySet present) {
    String origin =
        present.fingerprints().stream()
            .findFirst()
            .orElseGet(() ->
                Long.toHexString(
                    context.platform().chance().secure("first-sealing-key").nextLong()));
    for (int taken = 0; taken < MOST_TAKEN; taken++) {
      String name = SuccessorName.of(settings.prefix(), origin, taken);
      WriteResult result =
          cluster.create(
              ResourceType.SECRET,
              settings.namespace(),
              KeySecrets.write(name, pair, settings),
              KeySettings.FIELD_MANAGER);
      boolean isTaken = result instanceof WriteResult.Refused refused && refused.alreadyExists();
      if (!isTaken) {
        return created(result, new Tried(name, pair, why));
      }
      switch (cluster.read(ObjectRef.secret(new ObjectKey(settings.namespace(), name)))) {
        case ObjectReadResult.Found found when KeySecrets.counts(found.object()) -> {
          // Another process made it, or this one did and got no answer.
          asked = false;
          return Outcome.requeueAfter(UNTIL_SEEN);
        }
        case ObjectReadResult.Found _ ->
            LOG.info("{}/{} is not an active sealing key", settings.namespace(), name);
        case ObjectReadResult.Missing _ -> {
          return Outcome.requeueAfter(UNTIL_SEEN);
        }
        case WriteResult.Refused refused -> {
          return Outcome.retry(refused.message());
        }
        case WriteResult.Unreachable unreachable -> {
          return Outcome.retry(unreachable.message());
        }
      }
    }
    return Outcome.retry("no key made: every name for it is taken by a Secret that is not a key");
  }

  private Outcome created(WriteResult result, Tried key) {
    return switch (result) {
      case WriteResult.Applied applied -> {
        made(key.name(), applied.uid(), key.pair(), key.why());
        yield Outcome.requeueAfter(UNTIL_SEEN);
      }
      case WriteResult.Refused refused when refused.code() < 500 ->
          Outcome.retry("no key made: " + refused.message());
      case WriteResult.Refused refused -> unknown(key, refused.message());
      case WriteResult.Unreachable unreachable -> unknown(key, unreachable.message());
      case WriteResult.Stale stale -> Outcome.retry(stale.message());
      case WriteResult.Conflict conflict -> Outcome.retry(conflict.message());
    };
  }

  private Outcome unknown(Tried key, String cause) {
    tried = key;
    return Outcome.retry(cause);
  }

  private void made(String name, String uid, SealingKeyPair pair, String why) {
    asked = false;
    LOG.info(
        "made sealing key {}/{} because {}; certificate:\n{}",
        settings.namespace(),
        name,
        why,
        pair.certificate().toPem());
    context
        .events()
        .record(
            Subject.of(ResourceType.SECRET, new ObjectKey(settings.namespace(), name), uid),
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
