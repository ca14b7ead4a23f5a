package dev.sealer.testbed.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The API server's audit log: who asked for what, with what outcome, in order. Secrets are logged
 * without their contents.
 */
public final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path file;
  private final ApiServerProbe probe;

  AuditLog(Path file, ApiServerProbe probe) {
    this.file = file;
    this.probe = probe;
  }

  /** A place in the log: what was answered before it, and what after. */
  public record Mark(long offset) {}

  /** The file itself, for searches. */
  public Path file() {
    return file;
  }

  /** The place after all requests that were answered until now. */
  public Mark mark() {
    settle();
    return new Mark(size());
  }

  /** All requests answered until now that the filter accepts, oldest first. */
  public List<AuditEntry> entries(Predicate<AuditEntry> filter) {
    return entries(new Mark(0), filter);
  }

  /** Returns only the requests that were answered after the mark. */
  public List<AuditEntry> entries(Mark since, Predicate<AuditEntry> filter) {
    settle();
    Map<String, AuditEntry> byId = new LinkedHashMap<>();
    for (String line : read(since.offset()).lines().toList()) {
      if (!line.isBlank()) {
        AuditEntry entry = parse(line);
        byId.put(entry.id(), entry);
      }
    }
    return byId.values().stream().filter(filter).toList();
  }

  /**
   * The server logs a request a moment after it has answered it: ask for something recognisable and
   * wait until that is in the log. A server that does not answer has nothing more to log.
   */
  private void settle() {
    long before = size();
    String marker = "/version?testbed=" + UUID.randomUUID();
    if (probe.status(marker) < 0) {
      return;
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!read(before).contains(marker)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the API server does not write its audit log " + file);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Whole lines only: a line that is being written is left for the next read. */
  private String read(long offset) {
    if (!Files.exists(file)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(Math.max(0, in.length() - offset))];
      in.seek(offset);
      in.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static AuditEntry parse(String line) {
    try {
      return AuditEntry.of(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not an audit entry: " + line, e);
    }
  }
}
