package dev.sealer.cli.kubeseal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call of kubeseal, as data. Texts may hold {@code $D}, the folder it runs in, and the other
 * places of {@link Surroundings}.
 *
 * @param name what it shows; unique in its file
 * @param line the arguments
 * @param input name of the input file that is its standard input
 * @param environment its variables, beside PATH and HOME
 * @param files what lies in the folder before: name to the input file with that content
 * @param opens for a raw item, the label it must be sealed for
 * @param launched whether it is run through the launcher too, which takes longer
 * @param difference what ours does otherwise on purpose
 */
record Script(
    String name,
    List<String> line,
    String input,
    Map<String, String> environment,
    Map<String, String> files,
    Optional<String> opens,
    boolean launched,
    Optional<Difference> difference) {

  /**
   * What ours does otherwise.
   *
   * @param why the row of docs/compatibility/sealed-secrets.md that gives the reason, by its first
   *     cell
   * @param expected by part of the outcome; a part that is not named is the peer's
   * @param swaps texts of the peer's outcome, each with what stands there in ours
   * @param alike a file that holds the same object in another layout; empty for none
   */
  record Difference(
      String why, Map<String, String> expected, Map<String, String> swaps, String alike) {
    private static final String GONE = "gone";

    /** The outcome with the object of the file that is alike, instead of its text. */
    Outcome levelled(Outcome outcome) {
      Map<String, String> files = new TreeMap<>(outcome.files());
      files.computeIfPresent(alike, (_, text) -> object(text));
      return new Outcome(outcome.exitCode(), outcome.out(), outcome.err(), files);
    }

    private static String object(String file) {
      int rights = file.indexOf('\n');
      return file.substring(0, rights)
          + KubeYaml.toYaml(KubeYaml.readDocument(file.substring(rights), "file").content());
    }

    Outcome of(Outcome theirs) {
      Map<String, String> files = new TreeMap<>();
      theirs.files().forEach((name, text) -> files.put(name, swapped(text)));
      expected.forEach((part, text) -> {
        if (part.startsWith("file ")) {
          if (text.equals(GONE)) {
            files.remove(part.substring(5));
          } else {
            files.put(part.substring(5), text);
          }
        }
      });
      return new Outcome(
          Integer.parseInt(expected.getOrDefault("exit", "" + theirs.exitCode())),
          expected.getOrDefault("out", swapped(theirs.out())),
          expected.getOrDefault("err", swapped(theirs.err())),
          files);
    }

    private String swapped(String text) {
      String swapped = text;
      for (Map.Entry<String, String> swap : swaps.entrySet()) {
        swapped = swapped.replace(swap.getKey(), swap.getValue());
      }
      return swapped;
    }
  }

  /** The scripts of a resource. */
  static List<Script> read(String resource) {
    try (InputStream in = Script.class.getResourceAsStream("/kubeseal/scripts/" + resource)) {
      List<Script> scripts = new ArrayList<>();
      KubeYaml.readDocument(Objects.requireNonNull(in, resource).readAllBytes(), resource)
          .content()
          .forEach(entry -> scripts.add(of(entry)));
      return scripts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Script of(JsonNode entry) {
    return new Script(
        entry.path("name").asText(),
        words(entry.path("run")),
        entry.path("in").asText("nil"),
        texts(entry.path("env")),
        texts(entry.path("files")),
        Optional.ofNullable(entry.get("opens")).map(JsonNode::asText),
        entry.path("launcher").asBoolean(),
        Optional.ofNullable(entry.get("ours")).map(Script::difference));
  }

  private static List<String> words(JsonNode run) {
    List<String> words = new ArrayList<>();
    if (run.isArray()) {
      run.forEach(word -> words.add(word.asText()));
    } else {
      words.addAll(List.of(run.asText().split(" ", -1)));
    }
    return words;
  }

  private static Difference difference(JsonNode ours) {
    Map<String, String> expected = new TreeMap<>(texts(ours));
    String why = expected.remove("why");
    expected.remove("swap");
    String alike = Objects.requireNonNullElse(expected.remove("alike"), "");
    return new Difference(
        Objects.requireNonNull(why),
        expected,
        texts(ours.path("swap")),
        alike.replaceFirst("^file ", ""));
  }

  private static Map<String, String> texts(@Nullable JsonNode map) {
    Map<String, String> texts = new TreeMap<>();
    if (map != null) {
      map.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    }
    return texts;
  }

  @Override
  public String toString() {
    return name + ": " + String.join(" ", line);
  }
}
