package dev.sealer.cli.kubeseal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs scripts, each in a fresh folder with all inputs, and makes what they did comparable. */
final class Workplace {
  private final Path inputs;
  private final Path room;
  private final Surroundings surroundings;
  private final OpenedItems items;
  private int runs;

  /**
   * A place for runs.
   *
   * @param inputs files that are in each folder
   * @param room where the folders are made
   */
  Workplace(Path inputs, Path room, Surroundings surroundings, OpenedItems items) {
    this.inputs = inputs;
    this.room = room;
    this.surroundings = surroundings;
    this.items = items;
  }

  /** Runs a script with both programs, and compares. */
  void compare(Script script) {
    Outcome theirs = run(script, Program.theirs());
    compare(script, theirs, run(script, Program.ours()));
    if (script.launched()) {
      compare(script, theirs, run(script, Program.launcher()));
    }
  }

  private static void compare(Script script, Outcome theirs, Outcome ours) {
    if (script.difference().isEmpty()) {
      assertThat(ours).isEqualTo(theirs);
    } else {
      Script.Difference difference = script.difference().get();
      assertThat(difference.levelled(ours)).isEqualTo(difference.levelled(difference.of(theirs)));
      assertThat(ours).as("a difference that is none").isNotEqualTo(theirs);
    }
  }

  /** Runs a script and gives its outcome without what differs each time. */
  Outcome run(Script script, Program program) {
    try {
      Path folder = Files.createDirectory(room.resolve("run-" + runs++));
      Map<String, byte[]> before = prepare(script, folder);
      String place = folder.toString();
      Map<String, String> environment = new HashMap<>(Map.of("HOME", place));
      script
          .environment()
          .forEach((name, value) -> environment.put(name, surroundings.resolved(value, place)));
      List<String> line =
          script.line().stream().map(word -> surroundings.resolved(word, place)).toList();
      Program.Result result =
          program.run(line, Files.readAllBytes(inputs.resolve(script.input())), environment);
      Outcome outcome =
          new Outcome(
              result.exitCode(),
              NeutralText.out(neutral(result.out(), script, place)),
              NeutralText.err(neutral(result.err(), script, place)),
              written(script, folder, before));
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(script.name(), e);
    }
  }

  /** What a program prints for another line of a script, as it stands. */
  String output(Script script, List<String> line, Program program) {
    try {
      Path folder = Files.createDirectory(room.resolve("run-" + runs++));
      prepare(script, folder);
      Map<String, String> environment = new HashMap<>(Map.of("HOME", folder.toString()));
      script
          .environment()
          .forEach((name, value) ->
              environment.put(name, surroundings.resolved(value, folder.toString())));
      return program
          .run(line, Files.readAllBytes(inputs.resolve(script.input())), environment)
          .out();
    } catch (IOException e) {
      throw new UncheckedIOException(script.name(), e);
    }
  }

  private Map<String, byte[]> prepare(Script script, Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (Path input : files(inputs)) {
      files.put(inputs.relativize(input).toString(), Files.readAllBytes(input));
    }
    for (Map.Entry<String, String> file : script.files().entrySet()) {
      files.put(file.getKey(), files.get(file.getValue()));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return files;
  }

  private Map<String, String> written(Script script, Path folder, Map<String, byte[]> before)
      throws IOException {
    Map<String, String> written = new TreeMap<>();
    for (Path file : files(folder)) {
      String name = folder.relativize(file).toString();
      byte[] content = Files.readAllBytes(file);
      if (!Arrays.equals(content, before.get(name))) {
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        String text = new String(content, StandardCharsets.UTF_8);
        written.put(name, rights + "\n" + neutral(text, script, folder.toString()));
      }
      before.remove(name);
    }
    before.keySet().forEach(name -> written.put(name, "gone"));
    return written;
  }

  private String neutral(String text, Script script, String folder) {
    return surroundings.neutral(items.opened(text, script.opens()), folder);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
