package dev.sealer.cli.app.model;

import dev.sealer.cli.options.UsageException;
import java.util.Arrays;
import java.util.List;

/**
 * An object that {@code --resource GROUP:KIND:NAME} chooses. Pure.
 *
 * @param group empty for the core group
 */
public record ResourceChoice(String group, String kind, String name) {

  /**
   * Reads the option.
   *
   * @throws UsageException if it is not of the form
   */
  public static ResourceChoice parse(String text) {
    List<String> parts = Arrays.asList(text.split(":", -1));
    if (parts.size() != 3 || parts.get(1).isEmpty() || parts.get(2).isEmpty()) {
      throw new UsageException(
          "invalid --resource \""
              + text
              + "\"; use GROUP:KIND:NAME, such as apps:Deployment:web or :Service:web");
    }
    return new ResourceChoice(parts.get(0), parts.get(1), parts.get(2));
  }

  /** Returns whether an object is chosen; each is if there are no choices. */
  public static boolean includes(List<ResourceChoice> choices, AppResource one) {
    return choices.isEmpty()
        || choices.contains(new ResourceChoice(one.group(), one.kind(), one.name()));
  }
}
