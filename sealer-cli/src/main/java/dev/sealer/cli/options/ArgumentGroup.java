package dev.sealer.cli.options;

import picocli.CommandLine.Model.CommandSpec;

/** One or several options or parameters that a command takes. */
public interface ArgumentGroup {

  /** Adds them to a command's command line. */
  void addTo(CommandSpec spec);
}
