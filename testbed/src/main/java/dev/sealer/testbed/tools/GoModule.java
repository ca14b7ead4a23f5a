package dev.sealer.testbed.tools;

import java.io.IOException;
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

/**
 * The pinned go.mod and go.sum of one tool module.
 *
 * <p>Together with what it uses, it needs nothing but the JDK: {@link ToolBuildMain} runs from
 * source before Maven has compiled anything.
 */
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

  /** Reads the files through {@code files}, by names such as {@code helm/go.mod}. */
  static GoModule read(ToolModule module, PinnedFiles files) {
    return new GoModule(
        module, files.read(module.folder() + "/go.mod"), files.read(module.folder() + "/go.sum"));
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

  /** Builds all tools of the module into the folder. */
  void buildInto(Path target) throws IOException {
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
      new LongCommand(purpose, source, Map.of("GOWORK", "off", "GOFLAGS", "-mod=readonly"))
          .run(
              List.of(
                  "go",
                  "build",
                  "-trimpath",
                  "-ldflags",
                  linkerFlags(),
                  "-o",
                  target + "/",
                  "tool"));
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
}
