package dev.sealer.testbed.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pinned go.mod and go.sum of one tool module, as they travel on the class path. */
final class GoModule {
  private static final Pattern KUBERNETES_VERSION =
      Pattern.compile("\\sk8s\\.io/kubernetes (v(\\d+)\\.(\\d+)\\.\\d+)");

  private final ToolModule module;
  private final byte[] goMod;
  private final byte[] goSum;

  private GoModule(ToolModule module, byte[] goMod, byte[] goSum) {
    this.module = module;
    this.goMod = goMod;
    this.goSum = goSum;
  }

  static GoModule read(ToolModule module) {
    return new GoModule(module, resource(module, "go.mod"), resource(module, "go.sum"));
  }

  /** Names the module and the exact versions: another pin is another cache entry. */
  String cacheName() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(goMod);
      digest.update(goSum);
      digest.update(linkerFlags().getBytes(StandardCharsets.UTF_8));
      return module.folder() + "-" + HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Builds all tools of the module into the folder; returns null or what went wrong. */
  @Nullable String buildInto(Path target) throws IOException {
    Path source = Files.createTempDirectory("sealer-testbed-go-");
    try {
      Files.write(source.resolve("go.mod"), goMod);
      Files.write(source.resolve("go.sum"), goSum);
      String purpose =
          "building "
              + module.folder()
              + " with go build (first time only, "
              + module.coldTime()
              + ")";
      System.err.println("testbed: " + purpose);
      return new LongCommand(purpose, source, Map.of("GOWORK", "off", "GOFLAGS", "-mod=readonly"))
          .run(List.of("go", "build", "-ldflags", linkerFlags(), "-o", target + "/", "tool"));
    } finally {
      Files.deleteIfExists(source.resolve("go.mod"));
      Files.deleteIfExists(source.resolve("go.sum"));
      Files.deleteIfExists(source);
    }
  }

  /** Without these flags the Kubernetes programs report no version, and charts test for it. */
  private String linkerFlags() {
    String stripped = "-s -w";
    Matcher version = KUBERNETES_VERSION.matcher(new String(goMod, StandardCharsets.UTF_8));
    if (!version.find()) {
      return stripped;
    }
    String at = " -X k8s.io/component-base/version.";
    return stripped
        + (at + "gitVersion=" + version.group(1))
        + (at + "gitMajor=" + version.group(2))
        + (at + "gitMinor=" + version.group(3));
  }

  private static byte[] resource(ToolModule module, String name) {
    String path = module.folder() + "/" + name;
    try (InputStream in = GoModule.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("testbed was packed without tools/" + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read tools/" + path, e);
    }
  }
}
