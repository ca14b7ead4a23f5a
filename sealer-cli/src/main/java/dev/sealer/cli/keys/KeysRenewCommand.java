package dev.sealer.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.kube.ResourceType;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecretJson;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Makes a new sealing key. */
public final class KeysRenewCommand implements CliCommand {

  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final int LEAST_BITS = 2048;
  private static final int MOST_BITS = 16384;

  private final Console console;

  private final ClusterOptions cluster = ClusterOptions.ofController();

  private final Argument<Integer> bits =
      Argument.number("--key-size", "BITS", 0, "Size of the key; else that of the current one.");

  private final Argument<Integer> days =
      Argument.number(
          "--valid-days", "DAYS", 3650, "How long its certificate is valid (${DEFAULT-VALUE}).");

  private final Argument<String> commonName =
      Argument.option(
          "--common-name", "NAME", "Common name of the certificate; the controller's --my-cn.");

  private final Argument<String> prefix = KeysCommand.prefix();

  private final Argument<Integer> patience =
      Argument.number(
          "--wait", "SECONDS", 60, "How long to wait for the controller (${DEFAULT-VALUE}).");

  KeysRenewCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Generates a sealing key like the controller does, and waits until the controller seals"
                + " for it. Older keys still unseal what was sealed for them.")
        .takes(cluster, bits, days, commonName, prefix, patience)
        .footer("", "Example:", "  sealer keys renew");
  }

  @Override
  public Integer call() {
    if (days.value() < 1) {
      throw new CommandFailure("--valid-days " + days.value() + ": at least 1");
    }
    SealingCertificate current = served();
    SealingKeyPair pair = newKey(current);
    String name = made(pair);
    awaitServed(pair.fingerprint(), name);
    console
        .out()
        .print(
            """
            made sealing key %s, %s: the controller seals for it now
            next:
              back up all keys again: a backup from before lacks this one
              sealer reencrypt DIR    moves sealed files to it
              fetch the certificate again where it is kept: %s is not the newest any more
            """
                .formatted(name, pair.fingerprint(), current.fingerprint()));
    return 0;
  }

  private SealingKeyPair newKey(SealingCertificate current) {
    int size = bits.value() == 0 ? current.keyBits() : bits.value();
    if (size < LEAST_BITS || size > MOST_BITS) {
      throw new CommandFailure(
          "--key-size %d: between %d and %d bits".formatted(size, LEAST_BITS, MOST_BITS));
    }
    // The controller orders keys by this start, in whole seconds: the new one has to come last.
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant next = current.notBefore().plusSeconds(1);
    return new NewSealingKey(size, commonName.value(), Duration.ofDays(days.value()))
        .generate(next.isAfter(now) ? next : now, new SecureRandom());
  }

  private String made(SealingKeyPair pair) {
    String namespace = cluster.controllerNamespace();
    ObjectNode secret = KeySecretJson.write(pair, Map.of(), Map.of());
    secret.withObject("/metadata").put("generateName", prefix.value());
    String what = "create a Secret in namespace " + namespace;
    try (ClusterApi api = ClusterApi.open(cluster.connection(), console)) {
      JsonNode made = api.create(what, ResourceType.SECRET, namespace, secret);
      return namespace + "/" + made.path("metadata").path("name").asText("");
    }
  }

  private SealingCertificate served() {
    try {
      return SealingCertificate.parse(
          cluster.withController(console, ControllerClient::certificate));
    } catch (InvalidKeyMaterialException e) {
      throw new CommandFailure("the controller's certificate: " + e.getMessage(), e);
    }
  }

  private void awaitServed(KeyFingerprint expected, String name) {
    Instant end = Instant.now().plusSeconds(patience.value());
    boolean served =
        cluster.withController(
            console,
            controller -> {
              while (Instant.now().isBefore(end)) {
                if (SealingCertificate.parse(controller.certificate())
                    .fingerprint()
                    .equals(expected)) {
                  return true;
                }
                pause();
              }
              return false;
            });
    if (!served) {
      throw new CommandFailure(
          "made sealing key %s, but the controller does not seal for it after %d s: restart it if it does not watch its keys (Sealed Secrets without --watch-for-secrets)"
              .formatted(name, patience.value()));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }
}
