import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes down which Java the build used, for bin/operator: the one on the PATH may be older. Run by
 * the build with that Java; the argument is the module's folder.
 */
final class NameJava {

  private NameJava() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0], "target", "operator"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(folder.resolve("java"), java + System.lineSeparator());
  }
}
