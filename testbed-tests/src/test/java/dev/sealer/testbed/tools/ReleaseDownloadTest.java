package dev.sealer.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.testbed.http.LocalHttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a server on loopback that stands for the sites of the releases. */
class ReleaseDownloadTest {

  private static final byte[] PROGRAM = "#!/bin/sh\necho canary\n".getBytes(StandardCharsets.UTF_8);

  private final List<LocalHttpServer> servers = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    servers.forEach(LocalHttpServer::close);
  }

  @Test
  void unpacksTheProgramsOfAnArchive() throws IOException {
    byte[] archive = archive(Map.of("etcd-v1/etcd", PROGRAM, "etcd-v1/../../outside", PROGRAM));

    new ReleaseDownload(release(archive, sha256(archive), "etcd=etcd-v1/etcd")).into(folder);

    assertThat(folder.resolve("etcd")).hasBinaryContent(PROGRAM).isExecutable();
    assertThat(names()).containsExactly("etcd");
  }

  @Test
  void takesAProgramThatIsNotInAnArchive() throws IOException {
    new ReleaseDownload(release(PROGRAM, sha256(PROGRAM), "kwok=-")).into(folder);

    assertThat(folder.resolve("kwok")).hasBinaryContent(PROGRAM).isExecutable();
  }

  @Test
  void keepsNothingOfADownloadWithAnotherDigest() {
    byte[] archive = archive(Map.of("helm", PROGRAM));
    Release release = release(archive, "0".repeat(64), "helm=helm");

    assertThatThrownBy(() -> new ReleaseDownload(release).into(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("digest is " + sha256(archive))
        .hasMessageContaining("pinned is 000000");
    assertThat(names()).isEmpty();
  }

  @Test
  void namesAProgramThatTheArchiveLacks() {
    byte[] archive = archive(Map.of("other", PROGRAM));
    Release release = release(archive, sha256(archive), "helm=linux-amd64/helm");

    assertThatThrownBy(() -> new ReleaseDownload(release).into(folder))
        .hasMessageContaining("lacks [linux-amd64/helm]");
  }

  @Test
  void namesTheStatusOfARefusedDownload() {
    try (LocalHttpServer server =
        LocalHttpServer.start(call -> {
          call.sendResponseHeaders(404, -1);
          call.close();
        })) {
      Release release =
          Release.parse("helm any sha256:00 " + server.uri() + "/helm.tar.gz helm=helm").getFirst();

      assertThatThrownBy(() -> new ReleaseDownload(release).into(folder))
          .hasMessageContaining("helm.tar.gz: HTTP status 404");
    }
  }

  /** What the quickstart starts must be there without Go. */
  @ParameterizedTest
  @EnumSource(
      value = Tool.class,
      names = {
        "ETCD",
        "KUBE_APISERVER",
        "KUBE_CONTROLLER_MANAGER",
        "KUBE_SCHEDULER",
        "KWOK",
        "KUSTOMIZE"
      })
  void aReleaseIsPinnedForEachProgramOfTheQuickstart(Tool tool) {
    assertThat(Release.with(tool.commonName(), "linux-amd64", Release.pinned()))
        .hasValueSatisfying(release -> {
          assertThat(release.source().getScheme()).isEqualTo("https");
          assertThat(release.digest()).matches("[0-9a-f]{64}|[0-9a-f]{128}");
        });
  }

  private Release release(byte[] content, String digest, String programs) {
    LocalHttpServer server =
        LocalHttpServer.start(call -> {
          call.sendResponseHeaders(200, content.length);
          call.getResponseBody().write(content);
          call.close();
        });
    servers.add(server);
    return Release.parse("some any sha256:" + digest + " " + server.uri() + "/file " + programs)
        .getFirst();
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (var file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
