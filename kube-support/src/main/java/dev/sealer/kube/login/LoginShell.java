package dev.sealer.kube.login;

import java.io.OutputStream;
import java.util.Map;

/**
 * The environment of a login program.
 *
 * @param environment its variables; {@code PATH} says where programs are
 * @param errors takes what the program prints on standard error, while it runs
 * @param terminal whether a person can type on the standard input of this process
 */
public record LoginShell(Map<String, String> environment, OutputStream errors, boolean terminal) {
  /** Copies the environment. */
  public LoginShell {
    environment = Map.copyOf(environment);
  }
}
