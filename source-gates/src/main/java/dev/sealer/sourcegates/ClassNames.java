package dev.sealer.sourcegates;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds names of top-level classes that a reader cannot tell apart, or that explain nothing. */
public final class ClassNames {

  private static final List<String> EMPTY_SUFFIXES = List.of("Util", "Utils", "Helper", "Manager");

  private ClassNames() {}

  /** Returns one line for each simple name that two or more files have, with the files. */
  public static List<String> usedTwice(List<Path> files) {
    return files.stream()
        .filter(file -> !file.endsWith("package-info.java"))
        .collect(Collectors.groupingBy(ClassNames::nameOf, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .filter(name -> name.getValue().size() > 1)
        .map(name -> "%s: %s".formatted(name.getKey(), name.getValue()))
        .toList();
  }

  /** Returns the files whose class name ends in a word that says nothing, such as "Util". */
  public static List<Path> sayingNothing(List<Path> files) {
    return files.stream()
        .filter(file -> EMPTY_SUFFIXES.stream().anyMatch(nameOf(file)::endsWith))
        .toList();
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ".java".length());
  }
}
