package dev.sealer.cli.reencrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.reencrypt.Sealing.Outcome;
import dev.sealer.sealing.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged, hostile and senseless files: every verb ends with 0 or 1 and plain lines, whatever it is
 * given, and says nothing of a value. {@code -Dfuzz.inputs=100000} runs more of them, {@code
 * -Dsealer.fuzz.seed} others.
 */
final class FuzzedFilesTest {

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000);
  private static final long SEED = Long.getLong("sealer.fuzz.seed", 20261125L);
  private static final String CANARY = "canary-5f1c9a7e";
  private static final String CANARY_BASE64 =
      Base64.getEncoder().withoutPadding().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));

  private static final String SEAL = "seal";
  private static final String KUBESEAL = "kubeseal";
  private static final String DIFF = "diff";

  /** What a change made of a Secret another object, or moved from its data, is passed on. */
  private static final Set<String> SHOW_VALUES = Set.of("unseal", SEAL, KUBESEAL);

  @TempDir private Path folder = Path.of("");

  private final Random random = new Random(SEED);

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> seeds() {
    String item = Sealing.item(Sealing.OLD, Scope.STRICT, "shop/db", CANARY);
    String other = Sealing.item(Sealing.NEWEST, Scope.STRICT, "shop/other", CANARY);
    String wide = Sealing.item(Sealing.OLD, Scope.CLUSTER_WIDE, "shop/db", CANARY);
    String yaml =
        """
        # comment
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata: {name: db, namespace: shop}
        spec:
          encryptedData:
            password: %s
            "quoted": '%s'
            block: |-
              %s
          template: {type: Opaque, data: {url: "{{ .password | b64enc }}", quoted: null}}
        ---
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata:
          name: other
          namespace: shop
          annotations: &a {sealedsecrets.bitnami.com/cluster-wide: "true"}
        spec: {encryptedData: {x: &x %s, y: *x}, template: {metadata: {annotations: *a}}}
        """
            .formatted(item, item, item, wide);
    String json =
        """
        {"kind":"List","items":[{"kind":"SealedSecret","apiVersion":"bitnami.com/v1alpha1",
        "metadata":{"name":"other","namespace":"shop"},"spec":{"encryptedData":{"a":"%s"}}}]}
        """
            .formatted(other);
    String whole =
        """
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata: {name: db, namespace: shop}
        spec: {data: %s, encryptedData: {}, template: null}
        """
            .formatted(item);
    String plain =
        """
        # comment
        apiVersion: v1
        kind: Secret
        metadata: {name: db, namespace: shop, labels: &l {app: shop}}
        type: Opaque
        data:
          password: %s
        stringData: {user: "%s", empty: '', block: "a\\nb"}
        immutable: true
        ---
        {"kind":"List","apiVersion":"v1","items":[{"kind":"Secret","apiVersion":"v1",
        "metadata":{"name":"a","namespace":"b","annotations":{}},"data":{"x":"%s="}}]}
        """
            .formatted(CANARY_BASE64 + "=", CANARY, CANARY_BASE64);
    return List.of(yaml, json, whole, plain, yaml + "---\n" + json + "---\n" + plain);
  }

  private static final List<String> TOKENS =
      List.of(
          "---\n",
          "...\n",
          "\t",
          "\r\n",
          ": ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "|\n",
          ">-\n",
          "&x ",
          "*x",
          "<<: *a\n",
          "!!binary ",
          "!!int ",
          "%YAML 1.1\n",
          "#",
          "\0",
          "\uFEFF",
          "\uD800",
          "\\L",
          "null",
          "true",
          "1e999",
          "0x7fffffffffffffff",
          "items",
          "spec",
          "data",
          "kind: SealedSecret\n",
          "{{ range $i, $x := until 9999999 }}{{ end }}",
          "=",
          "AgA=");

  private String mutated(List<String> seeds) {
    String text = seeds.get(random.nextInt(seeds.size()));
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(9) == 0 ? 400 : 6));
      text =
          switch (random.nextInt(8)) {
            case 0 -> text.substring(0, at) + text.substring(to);
            case 1 -> text.substring(0, at) + token() + text.substring(at);
            case 2 -> text.substring(0, at) + token() + text.substring(to);
            case 3 -> text.substring(0, at) + text.substring(at, to).repeat(2) + text.substring(to);
            case 4 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(to);
            case 5 -> swappedLines(text);
            case 6 -> text.substring(0, at);
            default -> text.substring(0, at) + nested() + text.substring(at);
          };
      if (text.isEmpty()) {
        return " ";
      }
    }
    return text;
  }

  private String token() {
    return TOKENS.get(random.nextInt(TOKENS.size()));
  }

  private String nested() {
    return random.nextInt(20) == 0 ? "[".repeat(5_000) : "{a: [".repeat(random.nextInt(40));
  }

  private String swappedLines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int a = random.nextInt(lines.size());
    int b = random.nextInt(lines.size());
    String kept = lines.get(a);
    lines.set(a, lines.get(b));
    lines.set(b, kept);
    return String.join("\n", lines);
  }

  private List<String> line(int i) {
    String keys = path("old.pem") + "," + path("newest.pem");
    String input = path("input.yaml");
    return switch (i % 8) {
      case 0 -> List.of("validate", "--private-key", keys, "--cert", path("newest.crt"), input);
      case 1 -> List.of("inspect", "-o", "json", "--private-key", keys, input);
      case 2 -> List.of("unseal", "--private-key", keys, input);
      case 3 -> List.of("validate", "-o", "json", input);
      case 4 -> List.of(SEAL, "--cert", path("newest.crt"), input);
      case 5 -> List.of(KUBESEAL, "--cert", path("newest.crt"), "-f", input, "-o", "yaml");
      case 6 -> List.of(DIFF, "-o", "json", "--private-key", keys, input, path("other.yaml"));
      default ->
          List.of(
              "reencrypt",
              "-o",
              "json",
              "--private-key",
              keys,
              "--cert",
              path("newest.crt"),
              input);
    };
  }

  private static int worst(List<String> line) {
    return line.getFirst().equals(DIFF) ? 2 : 1;
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyVerbEndsWithPlainLinesAndNoValue() throws IOException {
    Sealing.writeKeys(folder);
    Path input = folder.resolve("input.yaml");
    List<String> seeds = seeds();
    Files.writeString(folder.resolve("other.yaml"), seeds.getFirst());
    for (int i = 0; i < INPUTS; i++) {
      byte[] bytes = mutated(seeds).getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(10) == 0 && bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(input, bytes);

      Outcome outcome = Sealing.call("sealer", new byte[0], line(i));

      String what = "seed %d, input %d, %s".formatted(SEED, i, line(i).getFirst());
      boolean differs = line(i).getFirst().equals(DIFF) && outcome.exitCode() == 1;
      assertThat(outcome.exitCode()).as(what + outcome.err()).isBetween(0, worst(line(i)));
      assertThat(outcome.exitCode() == 0 || differs || outcome.err().contains("error: "))
          .as(what)
          .isTrue();
      assertThat(outcome.err()).as(what).doesNotContain("\tat ", CANARY, CANARY_BASE64);
      if (!SHOW_VALUES.contains(line(i).getFirst())) {
        assertThat(outcome.out()).as(what).doesNotContain(CANARY, CANARY_BASE64);
      }
    }
  }
}
