package dev.sealer.sourcegates;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds packages with too many files to survey, or too few to be worth a name. */
public final class PackageSizes {

  static final int AT_LEAST = 3;
  static final int AT_MOST = 25;

  private PackageSizes() {}

  /**
   * Returns one line for each package of {@code files} outside the limits.
   *
   * @param small packages that may have one or two files: a port, an adapter, or a part that the
   *     class path must be able to leave out. Each is a path suffix such as {@code
   *     "secret-bytes/src/main/java/dev/sealer/secret"}.
   */
  public static List<String> breachesIn(List<Path> files, List<String> small) {
    Map<Path, Long> sizes =
        files.stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    return sizes.entrySet().stream()
        .filter(size ->
            size.getValue() > AT_MOST
                || (size.getValue() < AT_LEAST
                    && small.stream().noneMatch(size.getKey().toString()::endsWith)))
        .map(size ->
            "%s: %d files, %d to %d".formatted(size.getKey(), size.getValue(), AT_LEAST, AT_MOST))
        .toList();
  }
}
