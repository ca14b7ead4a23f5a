package dev.sealer.testbed.node;

import dev.sealer.testbed.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The network namespaces of pods and the control groups, which killed containers leave behind
 * outside of the node's folder. Only those that were not there before are removed.
 *
 * @param before those that were there before the node started
 */
record Leftovers(Set<Path> before) {
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");
  private static final String OF_PODS = "kubepods";

  static Leftovers ofThisMachine() {
    return new Leftovers(new HashSet<>(all()));
  }

  void remove() {
    for (Path place : all()) {
      if (before.contains(place)) {
        continue;
      }
      if (place.startsWith(NAMESPACES)) {
        Command.of(List.of("ip", "netns", "delete", place.getFileName().toString())).run();
      } else {
        removeGroups(place);
      }
    }
  }

  private static List<Path> all() {
    List<Path> groups =
        list(CONTROL_GROUPS).stream()
            .map(controller -> controller.resolve(OF_PODS))
            .filter(Files::isDirectory)
            .toList();
    return Stream.concat(
            list(NAMESPACES).stream()
                .filter(place -> place.getFileName().toString().startsWith("cni-")),
            groups.stream())
        .toList();
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** A control group is a folder whose files cannot be deleted, and need not be. */
  private static void removeGroups(Path group) {
    try (Stream<Path> folders = Files.walk(group).filter(Files::isDirectory)) {
      for (Path folder : folders.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the control group " + group, e);
    }
  }
}
