package dev.sealer.cli.check;

import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.KnownKeys;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks SealedSecrets. */
public final class ValidateCommand implements CliCommand {
  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final KnownKeyOptions keys = new KnownKeyOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<Boolean> online =
      Argument.flag("--online", "Ask the controller whether it can unseal them.");

  private final Argument<List<String>> arguments =
      Argument.parameters(
          0, 0, "FILE|DIR", "Files and directories to read; default: standard input.");

  public ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Checks the SealedSecrets of the input: structure, names, scope, the shape of every sealed value."
                + " Fails when there is none.",
            "With --cert also the certificate's age, and what is on another key; with --private-key"
                + " whether they can be unsealed; with --online whether the cluster can unseal them.")
        .takes(cluster, keys, format, online, arguments)
        .footer(
            "",
            "Examples:",
            "  sealer validate *.sealed.yaml",
            "  sealer validate --private-key keys.yaml -o json deploy/",
            "  sealer validate --online db.sealed.yaml");
  }

  @Override
  public Integer call() throws IOException {
    boolean json = format.json();
    ValidationReport validation = offline();
    if (validation.isEmpty()) {
      throw new CommandFailure("no SealedSecret found: nothing to check");
    }
    if (online.value()) {
      cluster.withController(
          console,
          controller -> {
            askOf(validation, controller);
            return validation;
          });
    }
    if (json) {
      console.out().print(KubeYaml.toPrettyJson(validation.tree()));
    }
    validation.lines(ValidationFinding.Level.WARNING).forEach(line -> console.warning(line));
    List<String> errors = validation.lines(ValidationFinding.Level.ERROR);
    if (!errors.isEmpty()) {
      throw new CommandFailure(errors);
    }
    return 0;
  }

  private ValidationReport offline() throws IOException {
    KnownKeys known = keys.keys(console);
    KeyChecks keyChecks = new KeyChecks(known);
    ValidationReport validation = new ValidationReport();
    for (SealedInputs input : SealedInputs.of(arguments.value(), console)) {
      try {
        for (SealedDocument object : input.objects(cluster.namespace())) {
          List<ValidationFinding> findings = new ArrayList<>(ObjectChecks.of(object));
          findings.addAll(keyChecks.of(object));
          validation.add(input.name(), object, findings);
        }
      } catch (YamlException e) {
        String message = String.valueOf(e.getMessage());
        validation.addGeneral(
            List.of(new ValidationFinding(ValidationFinding.Level.ERROR, message)));
      }
    }
    if (!validation.isEmpty()) {
      known
          .newest()
          .ifPresent(newest -> validation.addGeneral(KeyChecks.of(newest, Instant.now())));
    }
    return validation;
  }

  /** Of those that may be in order: of the others the answer is known. */
  private static void askOf(ValidationReport validation, ControllerClient controller) {
    for (ValidationReport.Checked checked : validation.objects()) {
      if (!checked.isBad() && !controller.verify(checked.object().treeWithNamespace())) {
        checked
            .findings()
            .add(
                new ValidationFinding(
                    ValidationFinding.Level.ERROR,
                    "the cluster cannot unseal it: sealed for another name, namespace, scope or"
                        + " cluster"));
      }
    }
  }
}
