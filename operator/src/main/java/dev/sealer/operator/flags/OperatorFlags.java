package dev.sealer.operator.flags;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** All flags of the operator. */
@Command(
    name = "sealer-operator",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description =
        "Runs Sealer's controllers. Each flag can be given in the environment: --key-ttl as"
            + " SEALER_KEY_TTL or SEALED_SECRETS_KEY_TTL.")
public final class OperatorFlags {

  private static final int WRONG_FLAGS = 2;

  /**
   * The result of parsing a command line.
   *
   * @param flags empty if there is nothing to run
   * @param exitCode the exit code if there is nothing to run
   */
  public record Parsed(Optional<OperatorFlags> flags, int exitCode) {}

  @Mixin private final ProcessFlags process = new ProcessFlags();
  @Mixin private final SealedSecretsFlags sealedSecrets = new SealedSecretsFlags();
  @Mixin private final ExternalSecretsFlags externalSecrets = new ExternalSecretsFlags();
  @Mixin private final GitOpsSyncFlags gitopsSync = new GitOpsSyncFlags();

  private OperatorFlags() {}

  /**
   * Parses the command line and the environment. Prints help, version and errors.
   *
   * @param out receives help and version
   * @param err receives an error, one line
   */
  public static Parsed parse(
      String[] arguments,
      Map<String, String> environment,
      String version,
      PrintStream out,
      PrintStream err) {
    OperatorFlags flags = new OperatorFlags();
    CommandLine command = new CommandLine(flags);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setDefaultValueProvider(new EnvironmentDefaults(environment));
    command.getCommandSpec().version("controller version: " + version);
    command.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    Converters.register(command);
    try {
      command.parseArgs(arguments);
      if (CommandLine.printHelpIfRequested(command.getParseResult())) {
        return new Parsed(Optional.empty(), 0);
      }
      flags.check(environment);
      return new Parsed(Optional.of(flags), 0);
    } catch (ParameterException | IllegalArgumentException e) {
      err.println("error: " + e.getMessage() + " (see --help)");
      return new Parsed(Optional.empty(), WRONG_FLAGS);
    }
  }

  /** Returns the flags of the process as a whole. */
  public ProcessFlags process() {
    return process;
  }

  /** Returns the flags of the sealed-secrets controller. */
  public SealedSecretsFlags sealedSecrets() {
    return sealedSecrets;
  }

  /** Returns the flags of the external-secrets controller. */
  public ExternalSecretsFlags externalSecrets() {
    return externalSecrets;
  }

  /** Returns the flags of the gitops-sync controller. */
  public GitOpsSyncFlags gitopsSync() {
    return gitopsSync;
  }

  /** Returns a warning for each given flag that has no effect, or another one than upstream. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(sealedSecrets.warnings());
    warnings.addAll(externalSecrets.warnings(process.namespace()));
    return warnings;
  }

  /** Checks values that depend on each other, before anything starts. */
  private void check(Map<String, String> environment) {
    var _ = sealedSecrets.settings("check");
    var _ = externalSecrets.settings(environment);
    var _ = gitopsSync.settings();
  }
}
