package dev.sealer.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;
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
public final class KeysListCommand implements CliCommand {

  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<List<String>> usedBy =
      Argument.options(
          "--used-by", "FILE|DIR", "Count the sealed values that need each key. May be repeated.");

  private final Argument<String> prefix = KeysCommand.prefix();

  KeysListCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Lists the sealing keys of the controller's namespace, newest first: current (new values are"
                + " sealed for it), active (unseals what it sealed), inactive (another label value, not"
                + " used), malformed. Private material is never printed.",
            "--used-by unseals the values of files with the keys and counts which key they need.")
        .takes(cluster, format, usedBy, prefix)
        .footer(
            "", "Examples:", "  sealer keys list", "  sealer keys list --used-by deploy/ -o json");
  }

  @Override
  public Integer call() throws IOException {
    boolean json = format.json();
    Collection<KeySecret> keys = read();
    Optional<KeyUsage> use = usedBy.value().isEmpty() ? Optional.empty() : Optional.of(use(keys));
    KeyList list = new KeyList(keys, served(), use);
    console.out().print(json ? KubeYaml.toPrettyJson(list.tree()) : list.text());
    use.ifPresent(counted ->
        counted
            .unknown()
            .forEach(item -> console.warning(item + ": no key in the cluster can unseal it")));
    return 0;
  }

  private Collection<KeySecret> read() {
    String namespace = cluster.controllerNamespace();
    Map<String, KeySecret> byName = new LinkedHashMap<>();
    try (ClusterApi api = ClusterApi.open(cluster.connection(), console)) {
      for (JsonNode secret : ClusterKeySecrets.of(api, namespace, prefix.value())) {
        KeySecret key = KeySecretJson.read(secret);
        byName.put(key.name(), key.name().equals(prefix.value()) ? key.asLegacy() : key);
      }
    }
    if (byName.isEmpty()) {
      throw new CommandFailure(
          "no sealing key in namespace "
              + namespace
              + ": is the controller there? --controller-namespace names another");
    }
    return byName.values();
  }

  private KeyUsage use(Collection<KeySecret> keys) throws IOException {
    KeyRing ring =
        KeyRing.of(
            keys.stream().flatMap(key -> key.usablePair().stream()).map(p -> p.key()).toList());
    KeyUsage use = new KeyUsage(new Unsealer(ring, new JdkPrivateKeyOperation()));
    for (SealedInputs input : SealedInputs.of(usedBy.value(), console)) {
      for (SealedDocument object : input.objects(cluster.namespace())) {
        use.add(object);
      }
    }
    return use;
  }

  private Optional<KeyFingerprint> served() {
    try {
      byte[] certificate = cluster.withController(console, ControllerClient::certificate);
      return Optional.of(SealingCertificate.parse(certificate).fingerprint());
    } catch (CommandFailure e) {
      console.note("the controller did not respond; assuming that the newest key is current");
      return Optional.empty();
    }
  }
}
