package dev.sealer.cli.verbs.files;

import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Verb;
import dev.sealer.cli.line.VerbLine;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.KnownKeyOptions;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.cli.sealed.KnownKeys;
import dev.sealer.cli.sealed.SealedObject;
import dev.sealer.cli.validate.Finding;
import dev.sealer.cli.validate.KeyChecks;
import dev.sealer.cli.validate.ObjectChecks;
import dev.sealer.cli.validate.Validation;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks SealedSecrets. */
public final class ValidateVerb implements Verb {
  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final KnownKeyOptions keys = new KnownKeyOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<Boolean> online =
      Argument.flag("--online", "Ask the controller whether it can open them.");

  private final Argument<List<String>> arguments =
      Argument.parameters(
          0, 0, "FILE|DIR", "Files and folders to read; standard input when there is none.");

  public ValidateVerb(Console console) {
    this.console = console;
  }

  @Override
  public VerbLine line() {
    return VerbLine.of(
            this,
            "Checks the SealedSecrets of the input: structure, names, scope, the shape of every item."
                + " Fails when there is none.",
            "With --cert also the certificate's age, and what is on another key; with --private-key"
                + " whether they open; with --online whether the cluster can open them.")
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
    Validation validation = offline();
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
    validation
        .lines(Finding.Level.WARNING)
        .forEach(line -> console.err().println("warning: " + line));
    List<String> errors = validation.lines(Finding.Level.ERROR);
    if (!errors.isEmpty()) {
      throw new CommandFailure(errors);
    }
    return 0;
  }

  private Validation offline() throws IOException {
    KnownKeys known = keys.keys(console);
    KeyChecks keyChecks = new KeyChecks(known);
    Validation validation = new Validation();
    for (SealedInputs input : SealedInputs.of(arguments.value(), console)) {
      try {
        for (SealedObject object : input.objects(cluster.namespace())) {
          List<Finding> findings = new ArrayList<>(ObjectChecks.of(object));
          findings.addAll(keyChecks.of(object));
          validation.add(input.name(), object, findings);
        }
      } catch (YamlException e) {
        String message = String.valueOf(e.getMessage());
        validation.addGeneral(List.of(new Finding(Finding.Level.ERROR, message)));
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
  private static void askOf(Validation validation, Controller controller) {
    for (Validation.Checked checked : validation.objects()) {
      if (!checked.isBad() && !controller.verify(checked.object().treeWithNamespace())) {
        checked
            .findings()
            .add(
                new Finding(
                    Finding.Level.ERROR,
                    "the cluster cannot open it: sealed for another name, namespace, scope or"
                        + " cluster"));
      }
    }
  }
}
