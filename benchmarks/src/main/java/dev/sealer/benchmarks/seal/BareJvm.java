package dev.sealer.benchmarks.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The least that a JVM can do: a class whose main method prints a line. */
final class BareJvm {

  private static final String SOURCE =
      """
      public final class Hello {
        public static void main(String[] line) {
          System.out.println("hello");
        }
      }
      """;

  private final Path classes;

  private BareJvm(Path classes) {
    this.classes = classes;
  }

  static BareJvm compile(Path folder) throws IOException, InterruptedException {
    Path classes = Files.createDirectories(folder.resolve("hello"));
    Path source = Files.writeString(classes.resolve("Hello.java"), SOURCE);
    int exit =
        new ProcessBuilder(program("javac"), "-d", classes.toString(), source.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("javac ended with " + exit);
    }
    return new BareJvm(classes);
  }

  List<String> hello(String... flags) {
    List<String> argv = new ArrayList<>(List.of(program("java")));
    argv.addAll(List.of(flags));
    argv.addAll(List.of("-cp", classes.toString(), "Hello"));
    return argv;
  }

  private static String program(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
