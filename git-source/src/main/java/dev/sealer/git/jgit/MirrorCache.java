package dev.sealer.git.jgit;

import dev.sealer.git.FolderFiles;
import dev.sealer.git.GitSettings;
import dev.sealer.git.RepositoryUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of all repositories in one folder, kept below a size. A copy is measured when it is
 * found and after each fetch, not at each use; files are measured and deleted outside the lock.
 */
final class MirrorCache implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MirrorCache.class);
  private static final String SUFFIX = ".git";
  private static final String RETIRED = ".retired";

  private final GitSettings settings;
  private final InstantSource wall;
  private final Map<String, Copy> copies = new HashMap<>();
  private boolean surveyed;
  private long retirements;

  MirrorCache(GitSettings settings, InstantSource wall) {
    this.wall = wall;
    this.settings = settings;
  }

  /** A copy that stays on disk until {@link #release}. */
  synchronized Mirror acquire(RepositoryUrl url, String tenant) {
    survey();
    Copy copy = copies.computeIfAbsent(nameOf(url, tenant), name -> new Copy(folder(name)));
    Mirror mirror = copy.mirror;
    if (mirror == null) {
      mirror = open(url, copy.folder);
      copy.mirror = mirror;
    }
    copy.users++;
    return mirror;
  }

  /** Ends one use; the least recently used copies go when all are too large together. */
  void release(RepositoryUrl url, String tenant) {
    Copy copy;
    boolean grown;
    synchronized (this) {
      copy = copies.get(nameOf(url, tenant));
      if (copy == null || copy.users == 0) {
        return;
      }
      copy.users--;
      copy.lastUse = wall.instant();
      grown = copy.mirror != null && copy.mirror.takeGrown();
    }
    touch(copy);
    if (grown) {
      measure(copy);
    }
  }

  @Override
  public synchronized void close() {
    copies.values().forEach(Copy::close);
    copies.clear();
    surveyed = false;
  }

  private void measure(Copy copy) {
    try {
      long size = MirrorFiles.sizeOf(copy.folder);
      List<Path> retired;
      synchronized (this) {
        copy.size = size;
        retired = retire();
      }
      for (Path folder : retired) {
        FolderFiles.delete(folder);
      }
    } catch (IOException e) {
      LOG.warn("The folder of repository copies could not be measured: {}", e.getMessage());
    }
  }

  /** Takes copies that nobody uses out of the way, the least recently used first. */
  private List<Path> retire() throws IOException {
    List<Path> retired = new ArrayList<>();
    long total = copies.values().stream().mapToLong(copy -> copy.size).sum();
    List<Map.Entry<String, Copy>> idle =
        copies.entrySet().stream()
            .filter(entry -> entry.getValue().users == 0)
            .sorted(Comparator.comparing(entry -> entry.getValue().lastUse))
            .toList();
    for (Map.Entry<String, Copy> entry : idle) {
      if (total <= settings.cacheLimitBytes()) {
        break;
      }
      Copy copy = entry.getValue();
      copies.remove(entry.getKey());
      copy.close();
      total -= copy.size;
      if (Files.exists(copy.folder)) {
        Path away = folder(entry.getKey() + RETIRED + retirements++);
        retired.add(Files.move(copy.folder, away));
      }
    }
    return retired;
  }

  /** Finds the copies that an earlier process left, once. */
  private void survey() {
    if (surveyed) {
      return;
    }
    surveyed = true;
    try {
      Files.createDirectories(settings.cacheFolder());
      List<Path> found;
      try (Stream<Path> all = Files.list(settings.cacheFolder())) {
        found = all.toList();
      }
      for (Path folder : found) {
        String name = String.valueOf(folder.getFileName());
        if (name.contains(RETIRED)) {
          FolderFiles.delete(folder);
        } else if (name.endsWith(SUFFIX)) {
          Copy copy = new Copy(folder);
          copy.size = MirrorFiles.sizeOf(folder);
          copy.lastUse = Files.getLastModifiedTime(folder).toInstant();
          copies.put(name, copy);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The folder of repository copies could not be measured: {}", e.getMessage());
    }
  }

  private static Mirror open(RepositoryUrl url, Path folder) {
    try {
      MirrorFiles.removeLocksOfADeadProcess(folder);
      return Mirror.open(url, folder);
    } catch (IOException | RuntimeException first) {
      LOG.warn("damaged mirror of {}, fetching it again: {}", url, first.getMessage());
      try {
        FolderFiles.delete(folder);
        return Mirror.open(url, folder);
      } catch (IOException e) {
        throw JGitFailures.storage(url, e);
      }
    }
  }

  private static void touch(Copy copy) {
    try {
      Files.setLastModifiedTime(copy.folder, FileTime.from(copy.lastUse));
    } catch (IOException e) {
      LOG.debug("The time of use of {} could not be kept", copy.folder, e);
    }
  }

  private Path folder(String name) {
    return settings.cacheFolder().resolve(name);
  }

  private static String nameOf(RepositoryUrl url, String tenant) {
    String key = tenant.isEmpty() ? url.key() : url.key() + "\n" + tenant;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16) + SUFFIX;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A copy on disk, open or not. Guarded by the cache's lock. */
  private static final class Copy {
    private final Path folder;
    private @Nullable Mirror mirror;
    private int users;
    private long size;
    private volatile Instant lastUse = Instant.EPOCH;

    Copy(Path folder) {
      this.folder = folder;
    }

    void close() {
      Mirror open = mirror;
      if (open != null) {
        open.close();
      }
    }
  }
}
