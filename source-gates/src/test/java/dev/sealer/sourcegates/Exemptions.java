package dev.sealer.sourcegates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a rule does not apply to, from {@code exemptions/RULE.txt} in the test resources: one part
 * of a path in each line. Lines that start with {@code #} give the reason.
 */
final class Exemptions {

  private final List<String> paths;

  private Exemptions(List<String> paths) {
    this.paths = paths;
  }

  static Exemptions of(String rule) {
    String name = "/exemptions/" + rule + ".txt";
    try (var in = Exemptions.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Exemptions(
          text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> paths() {
    return paths;
  }

  /** Returns the breaches that no line of the file covers. */
  List<String> without(List<String> breaches) {
    return breaches.stream().filter(breach -> paths.stream().noneMatch(breach::contains)).toList();
  }
}
