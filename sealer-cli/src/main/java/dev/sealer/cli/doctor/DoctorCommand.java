package dev.sealer.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.backup.BackupRecord;
import dev.sealer.cli.certificates.CertificatePin;
import dev.sealer.cli.certificates.PinnedCertificates;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.UsageException;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.yaml.KubeYaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what works and what does not between this machine and a cluster. */
public final class DoctorCommand implements CliCommand {
  private final Console console;
  private final ClusterOptions cluster = ClusterOptions.ofController();

  private final Argument<String> format =
      Argument.option("-o, --output", "FORMAT", "table", "table, json or yaml (${DEFAULT-VALUE}).");

  /** Looks from this console. */
  public DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Checks the way to the cluster: the API server, CRDs and controllers and whose they are,"
                + " the age of the certificate and of the key backup, and your permissions.",
            "Changes nothing. Each finding names the command that mends it.")
        .takes(cluster, format)
        .footer(
            "",
            "Exit codes: 0 no problem, warnings at most; 1 a problem; 2 a wrong command line.",
            "",
            "Examples:",
            "  sealer doctor",
            "  sealer doctor --context prod -o json");
  }

  @Override
  public Integer call() {
    if (!List.of("table", "json", "yaml").contains(format.value())) {
      throw new UsageException(
          "invalid output format \"%s\"; use table, json or yaml".formatted(format.value()));
    }
    List<Diagnosis> findings = findings(Instant.now());
    console
        .out()
        .print(
            switch (format.value()) {
              case "json" -> KubeYaml.toPrettyJson(tree(findings));
              case "yaml" -> KubeYaml.toYaml(tree(findings));
              default -> table(findings);
            });
    return count(findings, Diagnosis.Level.PROBLEM) == 0 ? 0 : 1;
  }

  private List<Diagnosis> findings(Instant now) {
    List<Diagnosis> findings = new ArrayList<>();
    try (ClusterApi api = ClusterApi.open(cluster.connection(), console)) {
      ClusterChecks checks = new ClusterChecks(api, cluster.controllerNamespace());
      findings.add(checks.server());
      findings.addAll(checks.kinds());
      findings.addAll(checks.controllers(now));
      Optional<SealingCertificate> served = certificate(findings, now);
      findings.add(
          KeyHealth.backup(BackupRecord.find(console.environment(), api.server()), served, now));
      findings.addAll(checks.permissions());
    } catch (CommandFailure e) {
      findings.add(Diagnosis.problem("cluster", e.line(), "kubectl cluster-info"));
    }
    return findings;
  }

  private Optional<SealingCertificate> certificate(List<Diagnosis> findings, Instant now) {
    try {
      SealingCertificate served =
          SealingCertificate.parse(cluster.withController(console, ControllerClient::certificate));
      Optional<CertificatePin> pin = new PinnedCertificates(console).of(cluster.cluster(console));
      findings.addAll(KeyHealth.certificate(served, pin, now, console.environment()));
      return Optional.of(served);
    } catch (CommandFailure | InvalidKeyMaterialException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      findings.add(
          Diagnosis.problem(
              "certificate",
              why,
              "sealer doctor --controller-namespace NAMESPACE --controller-name SERVICE"));
      return Optional.empty();
    }
  }

  private static long count(List<Diagnosis> findings, Diagnosis.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  private static String table(List<Diagnosis> findings) {
    StringBuilder out = new StringBuilder();
    for (Diagnosis each : findings) {
      out.append("%-8s %-12s %s\n".formatted(each.level().word(), each.check(), each.message()));
      if (!each.fix().isEmpty()) {
        out.append(" ".repeat(22)).append("fix: ").append(each.fix()).append('\n');
      }
    }
    return out.toString();
  }

  private static ObjectNode tree(List<Diagnosis> findings) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode all = tree.putArray("findings");
    findings.forEach(finding -> finding.describe(all.addObject()));
    ObjectNode summary = tree.putObject("summary");
    for (Diagnosis.Level level : Diagnosis.Level.values()) {
      summary.put(level.word(), count(findings, level));
    }
    return tree;
  }
}
