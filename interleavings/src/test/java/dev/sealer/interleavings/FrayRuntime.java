package dev.sealer.interleavings;

import dev.sealer.testbed.tools.ToolCache;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Links a Java runtime whose locks, threads and atomics Fray schedules, and starts it. Fray's own
 * Maven plugin needs the jmods folder, which a JDK that links from its run-time image (JEP 493)
 * does not have.
 */
final class FrayRuntime {

  private static final String MODULES =
      "java.se,java.instrument,jdk.unsupported,jdk.management,jdk.httpserver,jdk.jfr,jdk.zipfs,"
          + "jdk.charsets";
  private static final String INSTRUMENTATION = "fray-instrumentation-jdk";
  private static final List<String> ON_THE_MODULE_PATH =
      List.of(INSTRUMENTATION, "fray-instrumentation-base", "fray-runtime", "asm", "kotlin-");
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.util",
          "java.base/java.io",
          "java.base/java.util.concurrent.atomic");

  /** Fray looks for this line in the runtime's release file. */
  private static final String MARK = "IMPLEMENTOR=Fray\n";

  private final Path home;
  private final List<Path> jars;

  private FrayRuntime(Path home, List<Path> jars) {
    this.home = home;
    this.jars = jars;
  }

  /**
   * Returns the runtime for this JDK. Links it once, in half a minute, and keeps it in the cache.
   */
  static FrayRuntime linked() throws IOException {
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .toList();
    String version = name(jar(jars, INSTRUMENTATION)).replace(".jar", "");
    Path entry =
        ToolCache.ofUser()
            .ensure(
                version + "-java-" + System.getProperty("java.runtime.version"),
                folder -> link(folder.resolve("runtime"), jars));
    return new FrayRuntime(entry.resolve("runtime"), jars);
  }

  private static void link(Path home, List<Path> jars) throws IOException {
    String modulePath =
        jars.stream()
            .filter(jar -> ON_THE_MODULE_PATH.stream().anyMatch(name(jar)::startsWith))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    Process jlink =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "-J-javaagent:" + jar(jars, INSTRUMENTATION),
                "-J--module-path=" + modulePath,
                "-J--class-path=" + modulePath,
                "-J--add-modules=org.pastalab.fray.instrumentation.jdk",
                "--add-modules=" + MODULES,
                "--output=" + home,
                "--fray-instrumentation")
            .redirectErrorStream(true)
            .start();
    String printed = new String(jlink.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (exitCode(jlink) != 0) {
      throw new IOException("jlink cannot make the runtime that Fray needs: " + printed);
    }
    try (ZipFile agent = new ZipFile(jar(jars, "fray-jvmti").toFile());
        InputStream library = agent.getInputStream(agent.getEntry("libjvmti.so"))) {
      Files.copy(library, home.resolve("lib/libfray.so"));
    }
    Files.writeString(home.resolve("release"), MARK, StandardOpenOption.APPEND);
  }

  /** Starts {@code main} on the class path of this JVM; output goes to {@code log}. */
  Process start(Class<?> main, String argument, Path log) throws IOException {
    Stream<String> flags =
        Stream.of(
            home.resolve("bin/java").toString(),
            "-Xmx1g",
            "-javaagent:" + jar(jars, "fray-instrumentation-agent"),
            "-agentpath:" + home.resolve("lib/libfray.so"),
            "-Dfray.workDir=" + log.resolveSibling("work"));
    Stream<String> opened = OPENED.stream().map(name -> "--add-opens=" + name + "=ALL-UNNAMED");
    Stream<String> program =
        Stream.of("-cp", System.getProperty("java.class.path"), main.getName(), argument);
    return new ProcessBuilder(Stream.of(flags, opened, program).flatMap(part -> part).toList())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static int exitCode(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while jlink ran", e);
    }
  }

  private static Path jar(List<Path> jars, String prefix) throws IOException {
    return jars.stream()
        .filter(jar -> name(jar).startsWith(prefix))
        .findFirst()
        .orElseThrow(() -> new IOException(prefix + " is not on the class path"));
  }

  private static String name(Path jar) {
    return jar.getFileName().toString();
  }
}
