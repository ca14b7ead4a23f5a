package dev.sealer.template.builtin;

import dev.sealer.template.call.Budget;

/** A budget without end, for the text of error messages. */
final class Unmetered implements Budget {

  static final Budget BUDGET = new Unmetered();

  private Unmetered() {}

  @Override
  public void steps(long count) {
    // Messages are short.
  }

  @Override
  public void text(long characters) {
    // Messages are short.
  }

  @Override
  public void expensive(int points) {
    // Messages are short.
  }
}
