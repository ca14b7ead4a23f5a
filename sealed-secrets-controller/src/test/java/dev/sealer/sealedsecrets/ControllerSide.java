package dev.sealer.sealedsecrets;

import dev.sealer.sealedsecrets.keys.KeySettings;
import dev.sealer.sealedsecrets.keys.plan.KeyLife;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sealedsecrets.reconcile.UnsealSettings;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whose controller runs: the same tests are for both. */
enum ControllerSide {
  /** The real Sealed Secrets controller. */
  PEER,
  /** Ours. */
  OURS;

  private static final int KEY_BITS = 2048;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** A controller that runs. */
  interface Running extends AutoCloseable {
    /** The certificate it gives out, as PEM, as soon as there is one. */
    String certificate();

    @Override
    void close();
  }

  /**
   * How it is started; the peer's flags of the same names.
   *
   * @param namespace of its keys, whose SealedSecrets it sees
   * @param watched another namespace whose SealedSecrets it sees; empty for none
   */
  record Options(
      String namespace,
      String watched,
      boolean acceptDeprecatedV1Data,
      Duration keyRenewPeriod,
      @Nullable Instant keyCutoffTime,
      KeyOrder keyOrderPriority,
      String keyPrefix,
      Map<String, String> privatekeyLabels,
      Map<String, String> privatekeyAnnotations) {

    static Options in(String namespace) {
      return new Options(
          namespace,
          "",
          true,
          Duration.ofDays(30),
          null,
          KeyOrder.CERT_NOT_BEFORE,
          "sealed-secrets-key",
          Map.of(),
          Map.of());
    }

    Options watchingToo(String other) {
      return new Options(
          namespace,
          other,
          acceptDeprecatedV1Data,
          keyRenewPeriod,
          keyCutoffTime,
          keyOrderPriority,
          keyPrefix,
          privatekeyLabels,
          privatekeyAnnotations);
    }

    Options withoutDeprecatedData() {
      return new Options(
          namespace,
          watched,
          false,
          keyRenewPeriod,
          keyCutoffTime,
          keyOrderPriority,
          keyPrefix,
          privatekeyLabels,
          privatekeyAnnotations);
    }

    Options renewing(Duration period, @Nullable Instant cutoff) {
      return new Options(
          namespace,
          watched,
          acceptDeprecatedV1Data,
          period,
          cutoff,
          keyOrderPriority,
          keyPrefix,
          privatekeyLabels,
          privatekeyAnnotations);
    }

    Options orderedBy(KeyOrder order) {
      return new Options(
          namespace,
          watched,
          acceptDeprecatedV1Data,
          keyRenewPeriod,
          keyCutoffTime,
          order,
          keyPrefix,
          privatekeyLabels,
          privatekeyAnnotations);
    }

    Options marking(String prefix, Map<String, String> labels, Map<String, String> annotations) {
      return new Options(
          namespace,
          watched,
          acceptDeprecatedV1Data,
          keyRenewPeriod,
          keyCutoffTime,
          keyOrderPriority,
          prefix,
          labels,
          annotations);
    }
  }

  /** Starts a controller. */
  Running start(ControlPlane plane, Path folder, Options options) {
    return switch (this) {
      case PEER -> peer(plane, folder, options);
      case OURS -> ours(plane, options);
    };
  }

  private static Running peer(ControlPlane plane, Path folder, Options options) {
    List<String> flags = new ArrayList<>();
    flags.add("--key-size=" + KEY_BITS);
    flags.add("--key-prefix=" + options.keyPrefix());
    flags.add("--key-renew-period=" + options.keyRenewPeriod().toSeconds() + "s");
    flags.add("--key-order-priority=" + options.keyOrderPriority().flag());
    flags.add("--privatekey-labels=" + pairs(options.privatekeyLabels()));
    flags.add("--privatekey-annotations=" + pairs(options.privatekeyAnnotations()));
    flags.add("--accept-deprecated-v1-data=" + options.acceptDeprecatedV1Data());
    flags.add("--all-namespaces=false");
    flags.add("--additional-namespaces=" + options.watched());
    Instant cutoff = options.keyCutoffTime();
    if (cutoff != null) {
      flags.add("--key-cutoff-time=" + DATE.format(cutoff));
    }
    SealedSecretsPeer peer =
        SealedSecretsPeer.startIn(
            options.namespace(),
            plane,
            folder.resolve("peer-" + UUID.randomUUID()),
            flags.toArray(String[]::new));
    return new Running() {
      @Override
      public String certificate() {
        return peer.certificate();
      }

      @Override
      public void close() {
        peer.close();
      }
    };
  }

  private static String pairs(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  private static Running ours(ControlPlane plane, Options options) {
    SealedSecretsSettings defaults =
        SealedSecretsSettings.defaults(
            options.namespace(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    SealedSecretsSettings settings =
        new SealedSecretsSettings(
            new KeySettings(
                options.namespace(),
                options.keyPrefix(),
                new NewSealingKey(KEY_BITS, "", Duration.ofDays(3650)),
                new KeyLife(options.keyRenewPeriod(), options.keyCutoffTime(), false),
                options.keyOrderPriority(),
                options.privatekeyLabels(),
                options.privatekeyAnnotations()),
            options.watched().isEmpty()
                ? List.of(options.namespace())
                : List.of(options.namespace(), options.watched()),
            defaults.labelSelector(),
            defaults.api(),
            new UnsealSettings(options.acceptDeprecatedV1Data(), true, false, false, false),
            SealedSecretsSettings.WORKERS);
    RunningController running = RunningController.start(plane.client(), settings);
    return new Running() {
      @Override
      public String certificate() {
        return running.certificate();
      }

      @Override
      public void close() {
        running.close();
      }
    };
  }
}
