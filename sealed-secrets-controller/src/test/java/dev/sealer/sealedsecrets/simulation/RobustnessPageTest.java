package dev.sealer.sealedsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.ReplayFile;
import dev.sealer.simulation.run.RunReport;
import dev.sealer.simulation.run.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/robustness.md} do what the page says, and no plan is left out. */
final class RobustnessPageTest {

  private static final Path ROOT = Path.of(System.getProperty("sealer.root"));
  private static final Path PLANS = Path.of("src", "test", "simulation");
  private static final String COMMAND = "bin/simulate sealed-secrets ";

  @TestFactory
  Stream<DynamicTest> eachCommandEndsAsThePlanSays(@TempDir Path folder) throws IOException {
    Path maven = folder.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
    List<String> commands = page().lines().filter(line -> line.startsWith(COMMAND)).toList();

    assertThat(commands).isNotEmpty();
    return commands.stream()
        .map(command -> DynamicTest.dynamicTest(command, () -> run(properties(command, folder))));
  }

  @Test
  void everyPlanHasARow() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path plan : plans()) {
      names.add("%d `%s`".formatted(ReplayFile.read(plan).seed(), name(plan)));
    }

    assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(page()).contains(name));
  }

  private static void run(Map<String, String> properties) throws IOException {
    assertThat(properties).containsEntry("test", SingleSeed.class.getSimpleName());
    long seed = Long.parseLong(properties.get("sim.seed"));
    try (LogCapture logs = LogCapture.install()) {
      Path file = Path.of(properties.getOrDefault("sim.plan", ""));
      Simulation simulation =
          SealedSecretScenario.simulation(logs, PlantedFault.of(file, PlantedFaults.ALL));
      boolean hasPlan = properties.containsKey("sim.plan");
      RunReport report =
          hasPlan ? simulation.run(seed, ReplayFile.read(file).plan()) : simulation.run(seed);

      assertThat(report.oracle())
          .as(report::text)
          .isEqualTo(hasPlan ? ReplayFile.read(file).found() : "");
    }
  }

  /** Returns the properties that the command gives to Maven, for which {@code folder} stands in. */
  private static Map<String, String> properties(String command, Path folder)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command.split(" ")).directory(ROOT.toFile());
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Process shell = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(shell.waitFor()).isZero();
    Map<String, String> properties = new TreeMap<>();
    printed
        .lines()
        .filter(argument -> argument.startsWith("-D") && argument.contains("="))
        .map(argument -> argument.substring(2).split("=", 2))
        .forEach(property -> properties.put(property[0], property[1]));
    return properties;
  }

  private static List<Path> plans() throws IOException {
    List<Path> plans = new ArrayList<>(ReplayFile.in(PLANS));
    plans.addAll(ReplayFile.in(PlantedFault.REPLAYS));
    return plans;
  }

  private static String name(Path plan) {
    return plan.getFileName().toString().replace(".json", "");
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs").resolve("robustness.md"));
  }
}
