package dev.sealer.cli.kubeseal;

import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.testbed.peers.Peers;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.tools.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;

/** The files that scripts start with: Secrets, keys in every form, what the real one sealed. */
final class ScriptInputs {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  /** Whose certificate is {@code cert.pem}. */
  private final SealingKeyPair pair;

  private final Path folder;

  private ScriptInputs(Path folder, SealingKeyPair pair) {
    this.folder = folder;
    this.pair = pair;
  }

  static SealingKeyPair newPair() {
    return pair(LONG_AGO, Duration.ofDays(36500));
  }

  static void write(Path folder, SealingKeyPair pair, String canary) throws IOException {
    ScriptInputs inputs = new ScriptInputs(folder, pair);
    inputs.copyTexts(canary);
    inputs.writeKeys();
    inputs.writeSealed();
  }

  private void copyTexts(String canary) throws IOException {
    try (Stream<Path> texts = Files.list(resources())) {
      for (Path text : texts.toList()) {
        byte[] content = Files.readAllBytes(text);
        String name = text.getFileName().toString();
        boolean plain = !name.equals("utf16");
        Files.write(
            folder.resolve(name),
            plain
                ? new String(content, StandardCharsets.UTF_8)
                    .replace("@CANARY@", canary)
                    .getBytes(StandardCharsets.UTF_8)
                : content);
      }
    }
  }

  private static Path resources() {
    try {
      URI inputs =
          Objects.requireNonNull(ScriptInputs.class.getResource("/kubeseal/inputs")).toURI();
      return Path.of(inputs);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void writeKeys() throws IOException {
    SealingKeyPair other = pair(LONG_AGO, Duration.ofDays(36500));
    SealingKeyPair old = pair(Instant.parse("2015-04-08T00:00:00Z"), Duration.ofDays(1));
    text("cert.pem", pair.certificate().toPem());
    text("old.pem", old.certificate().toPem());
    text("several.pem", pair.certificate().toPem() + other.certificate().toPem());
    String key = pem(pair);
    text("key.pem", key);
    text("other.pem", pem(other));
    text(
        "key.pkcs8.pem",
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.key().jca().getEncoded())));
    String own = keySecret(key);
    String foreign = keySecret(pem(other));
    text("key.secret", own);
    text("key.stream", foreign + "\n" + own + "\n");
    text(
        "key.list",
        "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[%s,%s]}".formatted(foreign, own));
    text("key.list.yaml", "apiVersion: v1\nkind: List\nitems:\n- %s\n".formatted(own));
  }

  private void writeSealed() throws IOException {
    String sealed = kubeseal("full", "-o", "yaml");
    text("sealed", sealed);
    text("renamed", sealed.replace("name: full", "name: other"));
    text("sealed.json", kubeseal("full"));
    text("sealed-namespace-wide", kubeseal("full", "-o", "yaml", "--scope", "namespace-wide"));
    text("sealed-cluster-wide", kubeseal("full", "-o", "yaml", "--scope", "cluster-wide"));
    text("sealed-bare", kubeseal("plain", "-o", "yaml", "-n", "shop"));
    text("sealed-and-renamed", sealed + sealed.replace("name: full", "name: other"));
    text("sealed-two", sealed + kubeseal("plain", "-o", "yaml", "-n", "shop"));
    text(
        "sealed-unowned",
        sealed.replace(
            "note: \"yes\"", "sealedsecrets.bitnami.com/skip-set-owner-references: \"true\""));
    text("sealed-damaged", sealed.replaceAll("pass: A.*", "pass: \"no base64!\""));
    text("sealed-empty-value", kubeseal("odd", "-o", "yaml", "-n", "shop"));
    text(
        "sealed-template",
        kubeseal("plain", "-o", "yaml", "-n", "shop")
            + "    data: {greeting: \"hello {{ .k }}\"}\n");
  }

  private String kubeseal(String input, String... flags) throws IOException {
    Command command =
        Peers.command(
            Tool.KUBESEAL,
            Stream.concat(
                    Stream.of("--cert", folder.resolve("cert.pem").toString()), Stream.of(flags))
                .toArray(String[]::new));
    return command.run(Files.readAllBytes(folder.resolve(input))).orThrow().stdout();
  }

  private static SealingKeyPair pair(Instant start, Duration life) {
    return new NewSealingKey(2048, "", life).generate(start, new SecureRandom());
  }

  private static String pem(SealingKeyPair pair) {
    return pair.key().toPem().<String>reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  private static String keySecret(String pem) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"tls.key\":\"%s\"}}"
        .formatted(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private void text(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
