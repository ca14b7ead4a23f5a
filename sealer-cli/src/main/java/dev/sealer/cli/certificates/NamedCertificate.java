package dev.sealer.cli.certificates;

import dev.sealer.cli.io.CommandFailure;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate of several, and the name that tells its results from those of the others.
 *
 * @param name of the cluster; empty where one certificate was given without a name
 * @param source file or URL
 */
public record NamedCertificate(String name, String source) {
  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)=(.+)");

  /**
   * Reads the values of {@code --cert}: {@code NAME=FILE} or {@code FILE}. Several that have no
   * name take that of their file without its ending.
   *
   * @throws CommandFailure when two have the same name
   */
  public static List<NamedCertificate> of(List<String> values) {
    List<NamedCertificate> parsed =
        values.stream().map(value -> parse(value, values.size() > 1)).toList();
    Set<String> names = new HashSet<>();
    for (NamedCertificate certificate : parsed) {
      if (!names.add(certificate.name())) {
        throw new CommandFailure(
            "two certificates have the name \"%s\": write --cert NAME=FILE"
                .formatted(certificate.name()));
      }
    }
    return parsed;
  }

  private static NamedCertificate parse(String value, boolean needsName) {
    Matcher named = NAMED.matcher(value);
    if (named.matches() && !isFile(value)) {
      return new NamedCertificate(named.group(1), named.group(2));
    }
    return new NamedCertificate(needsName ? stem(value) : "", value);
  }

  private static boolean isFile(String value) {
    try {
      return Files.exists(Path.of(value));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String stem(String source) {
    boolean pin = source.startsWith("pin:");
    String file = source.substring(Math.max(source.lastIndexOf('/'), pin ? 3 : -1) + 1);
    int dot = pin ? -1 : file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    if (!stem.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new CommandFailure("--cert " + source + " gives no name: write --cert NAME=" + source);
    }
    return stem;
  }
}
