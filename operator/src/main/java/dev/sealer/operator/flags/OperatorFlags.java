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
   * What became of the command line.
   *
   * @param flags empty when there is nothing to run
   * @param exitCode to end with when there is nothing to run
   */
  public record Parsed(Optional<OperatorFlags> flags, int exitCode) {}

  @Mixin private final ProcessFlags process = new ProcessFlags();
  @Mixin private final SealedSecretsFlags sealedSecrets = new SealedSecretsFlags();
  @Mixin private final ExternalSecretsFlags externalSecrets = new ExternalSecretsFlags();
  @Mixin private final GitopsSyncFlags gitopsSync = new GitopsSyncFlags();

  private OperatorFlags() {}

  /**
   * Reads the command line and the environment. Help, the version and what is wrong are printed.
   *
   * @param out takes help and the version
   * @param err takes what is wrong, one line
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

  /** Flags of the process as a whole. */
  public ProcessFlags process() {
    return process;
  }

  /** Flags of the sealed-secrets controller. */
  public SealedSecretsFlags sealedSecrets() {
    return sealedSecrets;
  }

  /** Flags of the external-secrets controller. */
  public ExternalSecretsFlags externalSecrets() {
    return externalSecrets;
  }

  /** Flags of the gitops-sync controller. */
  public GitopsSyncFlags gitopsSync() {
    return gitopsSync;
  }

  /** What was given but does nothing here, each with the reason. */
  public List<String> warnings() {
    return new ArrayList<>(sealedSecrets.warnings());
  }

  /** Finds what only shows when values are put together, before anything starts. */
  private void check(Map<String, String> environment) {
    var _ = sealedSecrets.settings("check");
    var _ = externalSecrets.settings(environment);
    var _ = gitopsSync.settings();
  }
}
