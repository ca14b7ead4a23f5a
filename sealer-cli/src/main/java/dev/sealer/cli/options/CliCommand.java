package dev.sealer.cli.options;

import java.util.concurrent.Callable;

/** A command: its command line, and what it does; the result is the exit code. */
public interface CliCommand extends Callable<Integer> {

  /** Returns the options and parameters of the command. */
  CommandBuilder line();
}
