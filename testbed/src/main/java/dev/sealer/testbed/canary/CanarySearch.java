package dev.sealer.testbed.canary;

import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.git.GitRepository;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Looks for canaries where no secret value may be, raw and encoded: {@code
 * CanarySearch.of(canary).cluster(plane).folder(logs).git(repository).assertNothingFound()}.
 */
public final class CanarySearch {
  private final List<Encoding> encodings = new ArrayList<>();
  private final List<CanaryFinding> findings = new ArrayList<>();
  private int placesSearched;

  private CanarySearch() {}

  /** A search for all of these. */
  public static CanarySearch of(Canary... canaries) {
    CanarySearch search = new CanarySearch();
    for (Canary canary : canaries) {
      search.encodings.addAll(Encoding.of(canary.marker()));
    }
    return search;
  }

  /** Looks into a text: what was printed, an answer, metrics. */
  public CanarySearch text(String place, String text) {
    return bytes(place, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Looks into one file; unpacks gzip. */
  public CanarySearch file(Path file) {
    try {
      return bytes(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + file, e);
    }
  }

  /** Looks into all files below a folder, and at their names. Files that go meanwhile are left. */
  public CanarySearch folder(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              text("the name of " + file, file.getFileName().toString());
              if (attributes.isRegularFile() && Files.isReadable(file)) {
                bytes(file.toString(), Files.readAllBytes(file));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
              return FileVisitResult.CONTINUE;
            }
          });
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + folder, e);
    }
  }

  /**
   * Looks into all objects of a cluster but the data of Secrets, and into the audit log, which has
   * what events and statuses said before they changed.
   */
  public CanarySearch cluster(ControlPlane plane) {
    ClusterDump.of(plane.client()).forEach(this::text);
    plane.auditLog().mark();
    return file(plane.auditLog().file());
  }

  /** Looks into every object of a repository: contents, names and messages, also old ones. */
  public CanarySearch git(GitRepository repository) {
    repository.objects().forEach((id, content) -> bytes(repository.url() + " " + id, content));
    return this;
  }

  /** Where canaries were found. */
  public List<CanaryFinding> findings() {
    return List.copyOf(findings);
  }

  /** Fails with all findings, or when nothing was searched at all. */
  public void assertNothingFound() {
    if (placesSearched == 0) {
      throw new AssertionError("the canary search looked nowhere");
    }
    if (!findings.isEmpty()) {
      StringBuilder message = new StringBuilder("secret values leaked to:");
      findings.forEach(finding -> message.append("\n  ").append(finding));
      throw new AssertionError(message.toString());
    }
  }

  private CanarySearch bytes(String place, byte[] content) {
    placesSearched++;
    String text = new String(content, StandardCharsets.ISO_8859_1);
    for (Encoding encoding : encodings) {
      if (text.contains(encoding.pattern())) {
        CanaryFinding finding = new CanaryFinding(place, encoding.name());
        if (!findings.contains(finding)) {
          findings.add(finding);
        }
      }
    }
    return isGzip(content) ? bytes(place + " unpacked", unpacked(content)) : this;
  }

  private static boolean isGzip(byte[] content) {
    return content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
  }

  /** As far as it can be unpacked: a damaged file is searched up to its damage. */
  private static byte[] unpacked(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      in.transferTo(out);
    } catch (IOException ignored) {
      // What was unpacked until here is in out.
    }
    return out.toByteArray();
  }
}
