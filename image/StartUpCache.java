import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the start-up cache of an image with the image's own Java runtime: {@code java
 * StartUpCache.java PROJECT MODULE JAR FLAGS CLASSPATH [FIRST]}. JAR is the module's own, FLAGS are
 * those of the JVM that a cache depends on, CLASSPATH is Maven's for the module, and FIRST a jar in
 * front of all, with the folder that it has in the image ({@code FOLDER=JAR}). Writes {@code
 * MODULE/target/image/app/startup.jsa}.
 *
 * <p>A cache fits jars of one size, one time of change and one order, so they are laid out here as
 * in the image. It is dumped from a sorted list of classes, because the caches that {@code
 * -XX:AOTCacheOutput} makes differ from run to run, and the image would have another digest with
 * each build.
 */
final class StartUpCache {

  /** What jib gives each file. */
  private static final FileTime IMAGE_TIME = FileTime.from(Instant.ofEpochSecond(1));

  /**
   * Classes of threads and of the network: whether one is loaded depends on which thread is faster.
   * Those of every program are in the JDK's own list.
   */
  private static final Pattern BY_CHANCE =
      Pattern.compile(
          "(@lambda-proxy )?(java/util/concurrent|sun/nio/ch|jdk/internal/vm|jdk/internal/net|sun/net)/.*");

  private StartUpCache() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path module = Path.of(arguments[1]).toAbsolutePath().normalize();
    List<String> flags = List.of(arguments[3].split(" "));
    Path work = module.resolve("target/image-startup");
    delete(work);
    Path app = work.resolve("app");
    List<String> jars = new ArrayList<>();
    if (arguments.length > 5) {
      String[] first = arguments[5].split("=", 2);
      jars.add(copy(Path.of(first[1]), app.resolve(first[0])));
    }
    jars.add(copy(Path.of(arguments[2]), app.resolve("classpath")));
    jars.addAll(libraries(arguments[4], module, app.resolve("libs")));
    String classpath = String.join(":", jars);
    Path java = project.resolve("target/image/runtime/opt/java/bin/java");

    Path loaded = work.resolve("loaded.txt");
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            module.resolve("src/build/MakeAotCache.java").toString(),
            module.toString(),
            java.toString(),
            classpath,
            loaded.toString()));
    Path classes = Files.write(work.resolve("classes.txt"), list(java, loaded));

    Path cache = module.resolve("target/image/app/startup.jsa");
    Files.createDirectories(cache.getParent());
    List<String> dump = new ArrayList<>(List.of(java.toString(), "-Xshare:dump", "-Xlog:disable"));
    dump.addAll(flags);
    dump.addAll(
        List.of(
            "-XX:SharedClassListFile=" + classes,
            "-XX:SharedArchiveFile=" + cache,
            "-cp",
            classpath));
    run(dump);
  }

  /** Copies what the module depends on, in Maven's order, which is also that of the image. */
  private static List<String> libraries(String classpath, Path module, Path folder)
      throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : classpath.split(":")) {
      // Maven names the module itself, too.
      if (!Path.of(entry).startsWith(module)) {
        jars.add(copy(Path.of(entry), folder));
      }
    }
    return jars;
  }

  private static String copy(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path copy = Files.copy(jar, folder.resolve(jar.getFileName()));
    Files.setLastModifiedTime(copy, IMAGE_TIME);
    return copy.toString();
  }

  /**
   * Returns the names of the classes and the lines for lambdas, those of the JDK's own list
   * included. The numbers behind names, and what constant pools had resolved, differ from run to
   * run.
   */
  private static List<String> list(Path java, Path loaded) throws IOException {
    Path ofEveryProgram = java.resolveSibling("../lib/classlist").normalize();
    TreeSet<String> lines = new TreeSet<>();
    Files.readAllLines(ofEveryProgram).stream()
        .filter(line -> !line.startsWith("#"))
        .forEach(lines::add);
    for (String line : Files.readAllLines(loaded)) {
      boolean isClass =
          !line.startsWith("#") && !line.startsWith("@") && !line.contains(" source:");
      String name = isClass ? line.replaceFirst(" id:.*", "") : line;
      if ((isClass || line.startsWith("@lambda-proxy ")) && !BY_CHANCE.matcher(name).matches()) {
        lines.add(name);
      }
    }
    return List.copyOf(lines);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
