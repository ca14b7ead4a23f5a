package dev.sealer.cli.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the files behind arguments: a file means itself, a directory means the {@code .yaml},
 * {@code .yml} and {@code .json} files in it and below, in the order of their names. Directories of
 * Git are left out. No link to a directory is followed, and a link to a file counts only inside the
 * directory.
 */
public final class SourceFiles {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private final List<PathMatcher> excludes;
  private final Optional<Path> leftOut;
  private final List<SourceFile> files = new ArrayList<>();
  private final List<FileProblem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  private SourceFiles(List<PathMatcher> excludes, Optional<Path> leftOut) {
    this.excludes = excludes;
    this.leftOut = leftOut;
  }

  /**
   * Finds files.
   *
   * @param excludes globs; a file is left out when its path below the directory, or its name,
   *     matches
   * @param leftOut a directory that is not looked into, because results go there
   * @throws CommandFailure when an argument names nothing
   */
  public static SourceFiles find(
      List<String> arguments, List<String> excludes, Optional<Path> leftOut) {
    List<PathMatcher> matchers =
        excludes.stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
    SourceFiles found = new SourceFiles(matchers, leftOut.map(SourceFiles::real));
    arguments.forEach(found::add);
    return found;
  }

  /** Finds files; nothing is left out. */
  public static SourceFiles find(List<String> arguments) {
    return find(arguments, List.of(), Optional.empty());
  }

  /** Returns the files, each once. */
  public List<SourceFile> files() {
    return List.copyOf(files);
  }

  /**
   * The files where a link and the file that it leads to are one: what is not a link represents
   * both.
   */
  public List<SourceFile> distinctFiles() {
    Map<Path, SourceFile> once = new LinkedHashMap<>();
    for (SourceFile file : files) {
      once.merge(
          real(file.path()), file, (one, other) -> Files.isSymbolicLink(one.path()) ? other : one);
    }
    return List.copyOf(once.values());
  }

  /** Returns what is in a directory and could not be looked at. */
  public List<FileProblem> problems() {
    return List.copyOf(problems);
  }

  /** Returns what was passed over, for people to know. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void add(String argument) {
    Path path = Path.of(argument);
    if (!Files.exists(path)) {
      throw new CommandFailure("open " + argument + ": no such file or directory");
    }
    if (!Files.isDirectory(path)) {
      addOnce(SourceFile.named(argument));
      return;
    }
    List<SourceFile> inside = new ArrayList<>();
    try {
      // Seen through a link that was named, a directory is still a directory.
      Path root = Files.isSymbolicLink(path) ? path.resolve(".") : path;
      Files.walkFileTree(root, new Walk(root, inside));
    } catch (IOException e) {
      problems.add(new FileProblem(argument, FileText.cause(e)));
    }
    inside.sort(Comparator.comparing(SourceFile::below));
    inside.forEach(this::addOnce);
  }

  private void addOnce(SourceFile file) {
    if (seen.add(file.path().toAbsolutePath().normalize())) {
      files.add(file);
    }
  }

  /** Resolves all links of a path; returns the path itself if that fails. */
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path realRoot;
    private final List<SourceFile> inside;

    Walk(Path root, List<SourceFile> inside) {
      this.root = root;
      this.realRoot = real(root);
      this.inside = inside;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean skipped =
          folder.endsWith(".git")
              || (!folder.equals(root)
                  && (isExcluded(folder) || leftOut.filter(real(folder)::equals).isPresent()));
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isExcluded(file)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
        warnings.add(file + " is a link to a directory and was not followed");
      } else if (hasEnding(file)) {
        visitManifest(file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    private void visitManifest(Path file, BasicFileAttributes attributes) {
      if (attributes.isSymbolicLink() && !real(file).startsWith(realRoot)) {
        problems.add(
            new FileProblem(
                file.toString(), "is a link out of %s: name the file itself".formatted(root)));
      } else if (attributes.isSymbolicLink() || attributes.isRegularFile()) {
        inside.add(new SourceFile(file.normalize().toString(), file, root.relativize(file), false));
      } else {
        problems.add(new FileProblem(file.toString(), "is not a regular file"));
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      problems.add(new FileProblem(file.toString(), FileText.cause(failure)));
      return FileVisitResult.CONTINUE;
    }

    private boolean isExcluded(Path path) {
      Path below = root.relativize(path);
      return excludes.stream()
          .anyMatch(glob -> glob.matches(below) || glob.matches(path.getFileName()));
    }
  }

  private static boolean hasEnding(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
