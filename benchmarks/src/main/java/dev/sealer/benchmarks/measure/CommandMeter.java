package dev.sealer.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Runs commands from a small process of its own ({@code src/main/go/measure}) and tells what they
 * took: a JVM as the parent would disturb both times and memory.
 */
public final class CommandMeter implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter asking;
  private final BufferedReader answers;

  private CommandMeter(Process process) {
    this.process = process;
    this.asking = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Builds and starts the process.
   *
   * @param root the project's root folder
   * @param folder takes the program
   * @throws IOException where Go is missing
   */
  public static CommandMeter start(Path root, Path folder)
      throws IOException, InterruptedException {
    Path program = folder.resolve("measure");
    int exit =
        new ProcessBuilder("go", "build", "-o", program.toString(), ".")
            .directory(root.resolve("benchmarks/src/main/go/measure").toFile())
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("go build failed with status " + exit + ": is Go installed?");
    }
    return new CommandMeter(
        new ProcessBuilder(program.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /**
   * Runs the command, once for each of its inputs.
   *
   * @return the sum of all runs
   * @throws IOException when a run ended with another code than 0; carries what it said
   */
  public Usage run(MeasuredCommand command) throws IOException {
    asking.write(JSON.writeValueAsString(request(command)));
    asking.newLine();
    asking.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the measuring process ended");
    }
    JsonNode answer = JSON.readTree(line);
    String failure = answer.path("failure").asText();
    if (!failure.isEmpty()) {
      throw new IOException(failure);
    }
    return new Usage(
        answer.path("wall").asDouble(),
        answer.path("cpu").asDouble(),
        answer.path("peakKiB").asLong());
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static ObjectNode request(MeasuredCommand command) {
    ObjectNode request = JSON.createObjectNode();
    command.argv().forEach(request.putArray("argv")::add);
    var environment = request.putArray("env");
    command.environment().forEach((name, value) -> environment.add(name + "=" + value));
    request.put("folder", command.folder().toString());
    command.inputs().forEach(request.putArray("inputs")::add);
    return request.put("output", command.output()).put("workers", command.workers());
  }
}
