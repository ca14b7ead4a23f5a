package dev.sealer.cli.line;

import java.util.concurrent.Callable;

/** A verb: its command line, and what it does; the result is the exit code. */
public interface Verb extends Callable<Integer> {

  /** What may stand behind the verb. */
  VerbLine line();
}
