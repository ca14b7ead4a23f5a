package dev.sealer.testbed.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command to run as a child process.
 *
 * @param name how messages call the process
 * @param argv the program and its arguments
 * @param environment the variables it gets in addition to PATH, HOME and TMPDIR; nothing else is
 *     inherited
 * @param log the file its standard output and error are appended to
 */
public record ChildCommand(
    String name, List<String> argv, Map<String, String> environment, Path log) {
  /** Copies the collections. */
  public ChildCommand {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }
}
