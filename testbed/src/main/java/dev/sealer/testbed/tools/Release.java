package dev.sealer.testbed.tools;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A published archive or program, pinned by its digest. A line of {@code
 * testbed/tools/releases.txt}.
 *
 * @param name of the release
 * @param platform operating system and architecture, such as {@code linux-amd64}
 * @param algorithm of the digest, as the JDK calls it
 * @param digest in lowercase hexadecimal
 * @param source where it is downloaded from
 * @param programs their names, and the file of each inside the archive; {@code -} if the source is
 *     the program itself
 */
record Release(
    String name,
    String platform,
    String algorithm,
    String digest,
    URI source,
    Map<String, String> programs) {

  private static final int FIXED_WORDS = 4;

  /** Returns the releases that this project pins. */
  static List<Release> pinned() {
    byte[] text = PinnedFiles.onClassPath().read("releases.txt");
    return parse(new String(text, StandardCharsets.UTF_8));
  }

  /** Reads one release from each line; empty lines and those with {@code #} are skipped. */
  static List<Release> parse(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Release::line)
        .toList();
  }

  private static Release line(String line) {
    String[] words = line.split(" +", -1);
    String[] digest = words[2].split(":", 2);
    Map<String, String> programs = new HashMap<>();
    for (int i = FIXED_WORDS; i < words.length; i++) {
      String[] program = words[i].split("=", 2);
      programs.put(program[0], program[1]);
    }
    String algorithm = digest[0].equals("sha512") ? "SHA-512" : "SHA-256";
    return new Release(words[0], words[1], algorithm, digest[1], URI.create(words[3]), programs);
  }

  /** Finds the release with {@code program} for {@code platform}. */
  static Optional<Release> with(String program, String platform, List<Release> releases) {
    return releases.stream()
        .filter(r -> r.platform().equals(platform) && r.programs().containsKey(program))
        .findFirst();
  }

  /** Returns the platform of this machine in the words of Go, such as {@code linux-amd64}. */
  static String thisPlatform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    return (system.startsWith("mac") ? "darwin" : system)
        + "-"
        + (machine.equals("aarch64") ? "arm64" : machine.replace("x86_64", "amd64"));
  }

  /** Names the exact content: another digest is another cache entry. */
  String cacheName() {
    return "release-" + name + "-" + digest.substring(0, 12);
  }
}
