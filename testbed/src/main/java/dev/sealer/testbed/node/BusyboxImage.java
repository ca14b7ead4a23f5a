package dev.sealer.testbed.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image with this machine's static busybox and nothing else, for the pods of tests. It runs as a
 * user without rights, and sleeps unless a pod says otherwise.
 */
public final class BusyboxImage {
  /** The image's name for pods. */
  public static final String NAME = "localhost/busybox:1";

  static final String PAUSE = "localhost/pause:1";

  private static final Path PROGRAM = Path.of("/bin/busybox");
  private static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String USER = "65532:65532";
  private static final ObjectMapper JSON = new ObjectMapper();

  private BusyboxImage() {}

  /** Writes the image as an OCI archive into the folder. */
  static Path write(Path folder) {
    Path archive = folder.resolve("busybox.oci.tar");
    try {
      byte[] layer = tar(Map.of("bin/busybox", Files.readAllBytes(PROGRAM)));
      byte[] config = config(layer);
      byte[] manifest =
          JSON.writeValueAsBytes(
              Map.of(
                  "schemaVersion",
                  2,
                  "mediaType",
                  MANIFEST,
                  "config",
                  descriptor("application/vnd.oci.image.config.v1+json", config),
                  "layers",
                  List.of(descriptor("application/vnd.oci.image.layer.v1.tar", layer))));
      byte[] index =
          JSON.writeValueAsBytes(
              Map.of("schemaVersion", 2, "manifests", List.of(descriptor(MANIFEST, manifest))));
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put("oci-layout", LAYOUT.getBytes(StandardCharsets.UTF_8));
      files.put("index.json", index);
      for (byte[] blob : List.of(layer, config, manifest)) {
        files.put("blobs/sha256/" + digest(blob).substring("sha256:".length()), blob);
      }
      return Files.write(archive, tar(files));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + archive, e);
    }
  }

  private static byte[] config(byte[] layer) throws IOException {
    List<String> sleeps = List.of("/bin/busybox", "sleep", "1000000");
    return JSON.writeValueAsBytes(
        Map.of(
            "architecture",
            "amd64",
            "os",
            "linux",
            "config",
            Map.of("User", USER, "Entrypoint", sleeps),
            "rootfs",
            Map.of("type", "layers", "diff_ids", List.of(digest(layer)))));
  }

  private static Map<String, Object> descriptor(String type, byte[] content) {
    return Map.of("mediaType", type, "digest", digest(content), "size", content.length);
  }

  private static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setMode(0755);
        tar.putArchiveEntry(entry);
        ((OutputStream) tar).write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
