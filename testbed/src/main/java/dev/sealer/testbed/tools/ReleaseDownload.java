package dev.sealer.testbed.tools;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Downloads a release and unpacks its programs. Nothing is unpacked before the digest of the whole
 * download was compared with the pinned one.
 */
final class ReleaseDownload {

  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final long SAY_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int BUFFER = 1 << 16;
  private static final long MAX_BYTES = 2L << 30;

  private final Release release;

  ReleaseDownload(Release release) {
    this.release = release;
  }

  /**
   * Puts the programs into {@code folder}, executable, under their names.
   *
   * @throws IOException if the download fails, its digest is another, or a program is not in it
   */
  void into(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "download-", ".part");
    try {
      download(file);
      if (release.programs().containsValue("-")) {
        String program = release.programs().keySet().iterator().next();
        Files.copy(file, folder.resolve(program));
        makeExecutable(folder.resolve(program));
      } else {
        unpack(file, folder);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void download(Path file) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(release.source()).build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new IOException(release.source() + ": HTTP status " + response.statusCode());
      }
      long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      try (InputStream body = response.body();
          OutputStream out = Files.newOutputStream(file)) {
        String digest = copy(body, out, size);
        if (!digest.equals(release.digest())) {
          throw new IOException(
              "%s: the %s digest is %s, pinned is %s"
                  .formatted(release.source(), release.algorithm(), digest, release.digest()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted: " + release.source());
    }
  }

  /** Copies with progress on standard error; returns the digest of what was copied. */
  private String copy(InputStream in, OutputStream out, long size) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    long copied = 0;
    long said = System.nanoTime();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      digest.update(buffer, 0, read);
      copied += read;
      if (copied > MAX_BYTES) {
        throw new IOException(release.source() + ": larger than " + MAX_BYTES + " bytes");
      }
      if (System.nanoTime() - said > SAY_EVERY_NANOS) {
        said = System.nanoTime();
        say(copied, size);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void say(long copied, long size) {
    String of = size < 0 ? "" : " of " + (size >> 20);
    System.err.println(
        "testbed: downloading " + release.name() + ": " + (copied >> 20) + of + " MiB");
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(release.algorithm());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + release.algorithm(), e);
    }
  }

  private void unpack(Path archive, Path folder) throws IOException {
    Map<String, String> missing = new HashMap<>();
    release.programs().forEach((program, file) -> missing.put(file, program));
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null && !missing.isEmpty();
          entry = tar.getNextEntry()) {
        // Only names of the table are written, so an entry cannot name a place outside the folder.
        String program = missing.remove(entry.getName().replaceFirst("^\\./", ""));
        if (program != null) {
          Files.copy(tar, folder.resolve(program));
          makeExecutable(folder.resolve(program));
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException(release.source() + ": lacks " + missing.keySet());
    }
  }

  private static void makeExecutable(Path program) throws IOException {
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
