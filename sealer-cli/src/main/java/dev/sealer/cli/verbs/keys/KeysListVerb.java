package dev.sealer.cli.verbs.keys;

import dev.sealer.cli.cluster.ClusterSecrets;
import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.keys.KeyList;
import dev.sealer.cli.keys.KeySecret;
import dev.sealer.cli.keys.KeyUse;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.cli.sealed.SealedObject;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the sealing keys of a cluster. */
@Command(
    name = "list",
    description = {
      "Lists the sealing keys of the controller's namespace, newest first: current (new values are"
          + " sealed for it), active (opens what it sealed), inactive (another label value, not"
          + " used), malformed. Private material is never printed.",
      "--used-by opens the items of files with the keys and counts which key they need."
    },
    footer = {
      "",
      "Examples:",
      "  sealer keys list",
      "  sealer keys list --used-by deploy/ -o json"
    })
public final class KeysListVerb implements Callable<Integer> {

  private final Console console;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final ReportFormat format = new ReportFormat();

  @Option(
      names = "--used-by",
      paramLabel = "FILE|DIR",
      description = "Count the sealed items that need each key. May be repeated.")
  private List<String> usedBy = new ArrayList<>();

  @Option(
      names = "--key-prefix",
      paramLabel = "NAME",
      defaultValue = "sealed-secrets-key",
      description = "The controller's --key-prefix (${DEFAULT-VALUE}).")
  private String prefix = "";

  KeysListVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    boolean json = format.json();
    Collection<KeySecret> keys = cluster.withSecrets(console, this::read);
    Optional<KeyUse> use = usedBy.isEmpty() ? Optional.empty() : Optional.of(use(keys));
    KeyList list = new KeyList(keys, served(), use);
    console.out().print(json ? KubeYaml.toPrettyJson(list.tree()) : list.text());
    use.ifPresent(counted ->
        counted
            .unknown()
            .forEach(
                item -> console.err().println("warning: " + item + ": none of the keys opens it")));
    return 0;
  }

  private Collection<KeySecret> read(ClusterSecrets secrets, String namespace) {
    Map<String, KeySecret> byName = new LinkedHashMap<>();
    secrets
        .labelled(namespace, KeySecret.LABEL)
        .forEach(secret -> {
          KeySecret key = KeySecret.read(secret, prefix);
          byName.put(key.name(), key);
        });
    secrets
        .find(namespace, prefix)
        .ifPresent(secret -> byName.put(prefix, KeySecret.read(secret, prefix)));
    if (byName.isEmpty()) {
      throw new CommandFailure(
          "no sealing key in namespace "
              + namespace
              + ": is the controller there? --controller-namespace names another");
    }
    return byName.values();
  }

  private KeyUse use(Collection<KeySecret> keys) throws IOException {
    KeyRing ring =
        KeyRing.of(keys.stream().flatMap(key -> key.pair().stream()).map(p -> p.key()).toList());
    KeyUse use = new KeyUse(new Unsealer(ring, new JdkPrivateKeyOperation()));
    for (SealedInputs input : SealedInputs.of(usedBy, console)) {
      for (SealedObject object : input.objects(cluster.namespace())) {
        use.add(object);
      }
    }
    return use;
  }

  private Optional<KeyFingerprint> served() {
    try {
      byte[] certificate = cluster.withController(console, Controller::certificate);
      return Optional.of(SealingCertificate.parse(certificate).fingerprint());
    } catch (CommandFailure e) {
      console
          .err()
          .println("note: the controller does not answer, so the newest key is taken as current");
      return Optional.empty();
    }
  }
}
