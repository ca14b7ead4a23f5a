package dev.sealer.cli.options;

import picocli.CommandLine.Model.CommandSpec;

/** One or several options or parameters that a verb takes. */
public interface ArgumentGroup {

  /** Adds them to a verb's command line. */
  void addTo(CommandSpec spec);
}
