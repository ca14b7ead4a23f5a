package dev.sealer.cli.io;

import dev.sealer.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The files that arguments name: files as given, and all manifests below folders ({@code .yaml},
 * {@code .yml}, {@code .json}). Folders of Git are not entered, and links to folders are not
 * followed. Each file comes once.
 */
public final class ManifestFiles {

  /**
   * One file.
   *
   * @param name as messages call it
   * @param byName whether it was named itself, not found in a folder
   */
  public record ManifestFile(String name, boolean byName) {}

  private final Map<Path, ManifestFile> found = new LinkedHashMap<>();

  private ManifestFiles() {}

  /**
   * Finds them, those of a folder in the order of their names.
   *
   * @throws CommandFailure for a name that leads nowhere, or a folder that cannot be read
   */
  public static List<ManifestFile> find(List<String> arguments) {
    ManifestFiles files = new ManifestFiles();
    for (String argument : arguments) {
      try {
        files.add(argument, Path.of(argument));
      } catch (IOException | InvalidPathException e) {
        throw new CommandFailure("open " + argument + ": " + FileText.cause(e), e);
      }
    }
    return List.copyOf(files.found.values());
  }

  private void add(String argument, Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      found.putIfAbsent(path.toRealPath(), new ManifestFile(argument, true));
      return;
    }
    List<Path> below = new ArrayList<>();
    Files.walkFileTree(path, new Walk(below));
    below.sort(null);
    for (Path file : below) {
      found.putIfAbsent(file.toRealPath(), new ManifestFile(file.toString(), false));
    }
  }

  private static final class Walk extends SimpleFileVisitor<Path> {

    private final List<Path> found;

    Walk(List<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = name(file).toLowerCase(Locale.ROOT);
      boolean manifest = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
      if (manifest && Files.isRegularFile(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      throw new CommandFailure("open " + file + ": " + FileText.cause(failure), failure);
    }

    private static String name(Path path) {
      Path name = path.getFileName();
      return name == null ? "" : name.toString();
    }
  }
}
