package dev.sealer.operator.flags;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads the default of each flag from the environment: {@code --key-ttl} from {@code
 * SEALER_KEY_TTL}, else from {@code SEALED_SECRETS_KEY_TTL}, like the Sealed Secrets controller. An
 * empty variable counts; an invalid one is an error.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

  private static final List<String> PREFIXES = List.of("SEALER_", "SEALED_SECRETS_");

  private final Map<String, String> environment;

  EnvironmentDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      for (String prefix : PREFIXES) {
        for (String name : longNames(option)) {
          String value = environment.get(prefix + variable(name));
          if (value != null) {
            return value;
          }
        }
      }
    }
    return null;
  }

  private static List<String> longNames(OptionSpec option) {
    return Arrays.stream(option.names()).filter(name -> name.startsWith("--")).toList();
  }

  private static String variable(String name) {
    return name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
