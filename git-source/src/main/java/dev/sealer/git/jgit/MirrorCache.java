package dev.sealer.git.jgit;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copies of all repositories in one folder, kept below a size. */
final class MirrorCache implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MirrorCache.class);
  private static final String SUFFIX = ".git";

  private final GitSettings settings;
  private final InstantSource wall;
  private final Map<String, Held> held = new HashMap<>();

  MirrorCache(GitSettings settings, InstantSource wall) {
    this.wall = wall;
    this.settings = settings;
  }

  /** A copy that stays on disk until {@link #release}. */
  synchronized Mirror acquire(RepositoryUrl url) {
    String name = nameOf(url);
    Held found = held.get(name);
    if (found == null) {
      found = new Held(open(url, name));
      held.put(name, found);
    }
    found.users++;
    return found.mirror;
  }

  /** Ends one use; the least recently used copies go when all are too large together. */
  synchronized void release(RepositoryUrl url) {
    String name = nameOf(url);
    Held found = held.get(name);
    if (found == null) {
      return;
    }
    found.users--;
    touch(settings.cacheFolder().resolve(name));
    evict();
  }

  @Override
  public synchronized void close() {
    held.values().forEach(one -> one.mirror.close());
    held.clear();
  }

  private Mirror open(RepositoryUrl url, String name) {
    Path folder = settings.cacheFolder().resolve(name);
    try {
      Files.createDirectories(settings.cacheFolder());
      removeLocksOfADeadProcess(folder);
      return Mirror.open(url, folder);
    } catch (IOException | RuntimeException first) {
      LOG.warn("The copy of {} is damaged and is made anew: {}", url, first.getMessage());
      try {
        delete(folder);
        return Mirror.open(url, folder);
      } catch (IOException e) {
        throw Failures.storage(url, e);
      }
    }
  }

  /** One process owns the folder, so a lock found when a copy is opened belongs to a dead one. */
  private static void removeLocksOfADeadProcess(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path lock : all.filter(p -> p.toString().endsWith(".lock")).toList()) {
        Files.deleteIfExists(lock);
      }
    }
  }

  private void evict() {
    try {
      List<Path> oldestFirst = foldersByUse();
      long total = 0;
      for (Path folder : oldestFirst) {
        total += sizeOf(folder);
      }
      for (Path folder : oldestFirst) {
        if (total <= settings.cacheLimitBytes()) {
          return;
        }
        total -= evict(folder);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The folder of repository copies could not be measured: {}", e.getMessage());
    }
  }

  private long evict(Path folder) throws IOException {
    String name = String.valueOf(folder.getFileName());
    Held found = held.get(name);
    if (found != null && found.users > 0) {
      return 0;
    }
    if (found != null) {
      found.mirror.close();
      held.remove(name);
    }
    long size = sizeOf(folder);
    delete(folder);
    return size;
  }

  private List<Path> foldersByUse() throws IOException {
    try (Stream<Path> all = Files.list(settings.cacheFolder())) {
      return all.filter(folder -> folder.toString().endsWith(SUFFIX))
          .sorted(Comparator.comparing(MirrorCache::lastUse))
          .toList();
    }
  }

  private static FileTime lastUse(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      return FileTime.from(Instant.EPOCH);
    }
  }

  private void touch(Path folder) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(wall.instant()));
    } catch (IOException e) {
      LOG.debug("The time of use of {} could not be kept", folder, e);
    }
  }

  private static long sizeOf(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.mapToLong(MirrorCache::sizeOfFile).sum();
    }
  }

  private static long sizeOfFile(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }

  private static String nameOf(RepositoryUrl url) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(url.key().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16) + SUFFIX;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static final class Held {
    private final Mirror mirror;
    private int users;

    Held(Mirror mirror) {
      this.mirror = mirror;
    }
  }
}
