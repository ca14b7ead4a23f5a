package dev.sealer.cli.kubeseal;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a run ended.
 *
 * @param files those that it wrote or changed, by name: rights and content
 */
record Outcome(int exitCode, String out, String err, Map<String, String> files) {
  Outcome {
    files = new TreeMap<>(files);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("exit ").append(exitCode).append("\n--- out\n").append(out);
    text.append("\n--- err\n").append(err);
    files.forEach(
        (name, content) -> text.append("\n--- file ").append(name).append('\n').append(content));
    return text.toString();
  }
}
