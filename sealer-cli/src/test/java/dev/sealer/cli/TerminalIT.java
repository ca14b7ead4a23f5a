package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at a real terminal, which {@code script} of util-linux lends. */
final class TerminalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SEALER =
      Path.of(System.getProperty("sealer.root", ".."), "bin", "sealer").toAbsolutePath();

  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void needs() {
    if (!Files.isExecutable(Path.of("/usr/bin/script"))) {
      throw Prerequisites.unavailable(
          TerminalIT.class.getName(), "the program script of util-linux is missing");
    }
  }

  @BeforeEach
  void seal() throws IOException {
    Calls.writeKeys(folder);
    String secret =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: db, namespace: shop}
        stringData: {password: first, user: admin}
        """;
    CommandOutcome sealed =
        sealer("seal", "--cert", path("cert.pem"), "-w", path("db.yaml")).run(secret).orThrow();
    assertThat(sealed.stderr()).isEmpty();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Command sealer(String... line) {
    List<String> all = new ArrayList<>(List.of(SEALER.toString()));
    all.addAll(List.of(line));
    return Command.of(all).with("XDG_STATE_HOME", path("state"));
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve("db.yaml"));
  }

  private String value(String key) throws IOException {
    String opened =
        sealer("unseal", "--private-key", path("key.pem"), "--format", "json", path("db.yaml"))
            .run()
            .orThrow()
            .stdout();
    String field = "\"" + key + "\": \"";
    int from = opened.indexOf(field) + field.length();
    return new String(
        Base64.getDecoder().decode(opened.substring(from, opened.indexOf('"', from))),
        StandardCharsets.UTF_8);
  }

  /** A command at a terminal of its own. */
  private final class Terminal implements AutoCloseable {
    private final Process process;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final Thread reader;

    Terminal(String command) throws IOException {
      // What runs in the background of a script inherits that Ctrl-C is ignored; a terminal's
      // commands do not.
      ProcessBuilder builder =
          new ProcessBuilder(
              "env", "--default-signal=INT", "script", "-qec", "exec " + command, "/dev/null");
      builder.environment().put("XDG_STATE_HOME", path("state"));
      builder.environment().put("EDITOR", path("editor.sh"));
      builder.environment().remove("VISUAL");
      process = builder.redirectErrorStream(true).start();
      reader = Thread.ofPlatform().start(this::read);
    }

    private void read() {
      try {
        byte[] some = new byte[4096];
        int count;
        while ((count = process.getInputStream().read(some)) >= 0) {
          synchronized (seen) {
            seen.write(some, 0, count);
          }
        }
      } catch (IOException e) {
        // The terminal is gone with its process.
        return;
      }
    }

    String screen() {
      synchronized (seen) {
        return seen.toString(StandardCharsets.UTF_8);
      }
    }

    void awaits(String prompt) {
      await().atMost(PATIENCE).until(() -> screen().contains(prompt));
    }

    void types(String text) throws IOException {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    int exitCode() throws InterruptedException {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      reader.join();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void aTypedValueIsNotShown() throws Exception {
    try (Terminal terminal =
        new Terminal(
            "%s set %s password --cert %s".formatted(SEALER, path("db.yaml"), path("cert.pem")))) {
      terminal.awaits("Value of password: ");
      terminal.types(canary + "\n");
      terminal.awaits("Value of password, again: ");
      terminal.types(canary + "\n");
      assertThat(terminal.exitCode()).isZero();
      assertThat(terminal.screen()).doesNotContain(canary);
    }
    assertThat(value("password")).isEqualTo(canary);
  }

  /** An editor that says where its file is, types a value into it, and then does as told. */
  private void editor(String then) throws IOException {
    Path editor = folder.resolve("editor.sh");
    Files.writeString(
        editor,
        """
        #!/bin/sh
        sed -i 's/user: .*/user: %s/' "$1"
        dirname "$1" > '%s'
        echo editing
        %s
        """
            .formatted(canary, path("where"), then));
    assertThat(editor.toFile().setExecutable(true)).isTrue();
  }

  private Terminal edit() throws IOException {
    return new Terminal(
        "%s edit %s --cert %s".formatted(SEALER, path("db.yaml"), path("cert.pem")));
  }

  private Path editorsFolder() throws IOException {
    return Path.of(Files.readString(folder.resolve("where")).strip());
  }

  @Test
  void interruptedEditingLeavesNothingBehind() throws Exception {
    String before = text();
    // Not a program of its own: a shell ignores Ctrl-C in the moment in which it starts one.
    editor("read answer");
    try (Terminal terminal = edit()) {
      terminal.awaits("editing");
      assertThat(editorsFolder()).exists();
      terminal.types("\u0003");
      assertThat(terminal.exitCode()).isNotZero();
    }
    assertThat(editorsFolder()).doesNotExist();
    assertThat(text()).isEqualTo(before);
  }

  @Test
  void anEditorMayUseCtrlCForItself() throws Exception {
    editor("trap 'echo taken; exit 0' INT; echo trapped; sleep 100 & wait");
    try (Terminal terminal = edit()) {
      terminal.awaits("trapped");
      terminal.types("\u0003");
      terminal.awaits("taken");
      assertThat(terminal.exitCode()).isZero();
    }
    assertThat(value("user")).isEqualTo(canary);
    assertThat(editorsFolder()).doesNotExist();
  }

  @Test
  void aTerminatedEditLeavesNothingBehind() throws Exception {
    String before = text();
    editor("sleep 100");
    try (Terminal terminal = edit()) {
      terminal.awaits("editing");
      // The launcher becomes the program: the terminal's only child.
      terminal
          .process
          .descendants()
          .filter(child -> child.info().command().orElse("").endsWith("java"))
          .forEach(ProcessHandle::destroy);
      assertThat(terminal.exitCode()).isNotZero();
    }
    assertThat(editorsFolder()).doesNotExist();
    assertThat(text()).isEqualTo(before);
  }
}
