import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the ahead-of-time cache that the launcher starts from: runs a few commands for training and
 * writes target/sealer.aot. The cache fits the JDK that makes it and these very jars, so the JDK's
 * path is written beside it. Without a cache everything works, only slower to start.
 *
 * <p>Run by the build as {@code java MakeAotCache.java <folder of sealer-cli> <true|false>}; with
 * {@code false} it only writes down the JDK. With {@code <folder of sealer-cli> <java> <class path>
 * <file>} it makes no cache, but writes into the file which classes the training loads.
 */
public final class MakeAotCache {
  private MakeAotCache() {}

  public static void main(String[] line) throws IOException, InterruptedException {
    Path module = Path.of(line[0]);
    if (line.length == 4) {
      int _ =
          train(
              module,
              List.of(line[1], "-Xshare:off", "-XX:DumpLoadedClassList=" + line[3]),
              line[2]);
      return;
    }
    Path target = module.resolve("target");
    Path cache = target.resolve("sealer.aot");
    Path named = target.resolve("sealer.jdk");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    if (!Boolean.parseBoolean(line[1])) {
      Files.writeString(named, java + "\n");
      return;
    }
    if (isFresh(target, cache, named, java)) {
      return;
    }
    Files.deleteIfExists(cache);
    compile(target.resolve("picocli-sources"), target.resolve("lib/picocli.jar"));
    int code =
        train(
            module,
            List.of(java.toString(), "-XX:AOTCacheOutput=" + cache),
            target.resolve("sealer-cli.jar").toString());
    Files.writeString(named, java + "\n");
    if (code != 0 || !Files.exists(cache)) {
      System.err.println(
          "warning: no start-up cache was made (exit code " + code + "): see " + log(target));
    }
  }

  private static int train(Path module, List<String> java, String classpath)
      throws IOException, InterruptedException {
    Path target = module.resolve("target");
    List<String> command = new ArrayList<>(java);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xms24m",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "-Dpicocli.converters.excludes=.*",
            "-Djava.security.properties=" + module.resolve("src/launch/java.security"),
            "-Dsealer.training=" + module.resolve("src/build/training"),
            "-Dsealer.state=" + Files.createDirectories(target.resolve("training-state")),
            "-cp",
            classpath,
            "dev.sealer.cli.Main"));
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(target).toFile());
    // The encodings that a run needs without a locale, in a container or a CI job, and only then.
    process.environment().put("LC_ALL", "C");
    return process.start().waitFor();
  }

  private static Path log(Path target) {
    return target.resolve("sealer.aot.log");
  }

  /**
   * Makes a jar of a library's sources. The ahead-of-time cache takes no class from before Java 6,
   * which picocli's published classes are.
   */
  private static void compile(Path sources, Path jar) throws IOException {
    Path classes = Files.createDirectories(sources.resolveSibling("picocli-classes"));
    List<String> javac = new ArrayList<>(List.of("--release", "25", "-proc:none", "-nowarn"));
    javac.addAll(List.of("-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources.resolve("picocli"))) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(javac::add);
    }
    run(ToolProvider.findFirst("javac").orElseThrow(), javac);
    String name = jar.toString();
    run(
        ToolProvider.findFirst("jar").orElseThrow(),
        List.of("--create", "--file", name, "-C", classes.toString(), "picocli"));
  }

  private static void run(ToolProvider tool, List<String> line) throws IOException {
    if (tool.run(System.out, System.err, line.toArray(String[]::new)) != 0) {
      throw new IOException(tool.name() + " failed");
    }
  }

  private static boolean isFresh(Path target, Path cache, Path named, Path java)
      throws IOException {
    if (!Files.exists(cache)
        || !Files.exists(named)
        || !Files.readString(named).strip().equals(java.toString())) {
      return false;
    }
    FileTime made = Files.getLastModifiedTime(cache);
    List<Path> jars = new ArrayList<>(List.of(target.resolve("sealer-cli.jar")));
    try (Stream<Path> lib = Files.list(target.resolve("lib"))) {
      lib.forEach(jars::add);
    }
    for (Path jar : jars) {
      if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
        return false;
      }
    }
    return true;
  }
}
