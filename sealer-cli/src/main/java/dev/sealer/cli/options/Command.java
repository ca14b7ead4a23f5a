package dev.sealer.cli.options;

import java.util.concurrent.Callable;

/** A verb: its command line, and what it does; the result is the exit code. */
public interface Command extends Callable<Integer> {

  /** What may stand behind the verb. */
  CommandBuilder line();
}
