package dev.sealer.template.context;

/**
 * The remaining limits of a rendering. Every method ends the rendering with a {@link
 * dev.sealer.template.error.TemplateLimitException} when its limit is passed.
 */
public interface Budget {

  /**
   * Takes {@code count} execution steps; also looks at the deadline now and then. A function that
   * loops over its input takes one step for about every 100 elements or characters it looks at;
   * going once through what strings it is given is taken by the engine before the call.
   */
  void steps(long count);

  /**
   * Announces {@code characters} of text or {@code characters / 16} elements <em>before</em> a
   * function makes them ({@code repeat}, {@code indent}, {@code until}), so that a hostile size
   * never gets allocated.
   */
  void text(long characters);

  /** Takes the work of putting {@code count} elements into a new list or map, or in order. */
  void elements(long count);

  /**
   * Checks how deep a function has gone into lists and maps that hold each other; a map may even
   * hold itself. Functions that go into values call it on their way down.
   */
  void nesting(int depth);

  /** Takes {@code points} for expensive work, and looks at the deadline. */
  void expensive(int points);
}
