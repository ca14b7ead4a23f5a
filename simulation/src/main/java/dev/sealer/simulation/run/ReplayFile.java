package dev.sealer.simulation.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sealer.simulation.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run that once broke a promise, for a file.
 *
 * @param title what goes wrong, in a sentence
 * @param seed of the run
 * @param found the oracle that still finds it; empty once it is fixed
 * @param plan of the run
 */
public record ReplayFile(String title, long seed, String found, Plan plan) {

  private static final String ENDING = ".json";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ReplayFile read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(file), ReplayFile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not a replay: " + e.getOriginalMessage(), e);
    }
  }

  /** Writes the file; its directory is made. */
  public void write(Path file) throws IOException {
    Path directory = file.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  /** Returns the replays in a directory, by name; none if it does not exist. */
  public static List<Path> in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList();
    }
  }
}
