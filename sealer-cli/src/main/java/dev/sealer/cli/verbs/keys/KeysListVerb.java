package dev.sealer.cli.verbs.keys;

import dev.sealer.cli.cluster.ClusterSecrets;
import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.keys.KeyList;
import dev.sealer.cli.keys.KeySecret;
import dev.sealer.cli.keys.KeyUse;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Verb;
import dev.sealer.cli.line.VerbLine;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the sealing keys of a cluster. */
public final class KeysListVerb implements Verb {

  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<List<String>> usedBy =
      Argument.options(
          "--used-by", "FILE|DIR", "Count the sealed items that need each key. May be repeated.");

  private final Argument<String> prefix = KeysVerb.prefix();

  KeysListVerb(Console console) {
    this.console = console;
  }

  @Override
  public VerbLine line() {
    return VerbLine.of(
            this,
            "Lists the sealing keys of the controller's namespace, newest first: current (new values are"
                + " sealed for it), active (opens what it sealed), inactive (another label value, not"
                + " used), malformed. Private material is never printed.",
            "--used-by opens the items of files with the keys and counts which key they need.")
        .takes(cluster, format, usedBy, prefix)
        .footer(
            "", "Examples:", "  sealer keys list", "  sealer keys list --used-by deploy/ -o json");
  }

  @Override
  public Integer call() throws IOException {
    boolean json = format.json();
    Collection<KeySecret> keys = cluster.withSecrets(console, this::read);
    Optional<KeyUse> use = usedBy.value().isEmpty() ? Optional.empty() : Optional.of(use(keys));
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
          KeySecret key = KeySecret.read(secret, prefix.value());
          byName.put(key.name(), key);
        });
    secrets
        .find(namespace, prefix.value())
        .ifPresent(secret -> byName.put(prefix.value(), KeySecret.read(secret, prefix.value())));
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
    for (SealedInputs input : SealedInputs.of(usedBy.value(), console)) {
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
