package dev.sealer.cli.edit;

import dev.sealer.cli.fingerprint.SealedValueId;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.read.YamlException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lets a person edit the values of a sealed file. The file itself is changed by nobody here. */
public final class ValueEditor {
  private final Console console;
  private final SealedFile sealed;
  private final ValueSealer items;
  private final Map<String, SecretBytes> known;

  /**
   * Edits this file.
   *
   * @param known the values that could be read, by key
   */
  public ValueEditor(
      Console console, SealedFile sealed, ValueSealer items, Map<String, SecretBytes> known) {
    this.console = console;
    this.sealed = sealed;
    this.items = items;
    this.known = Map.copyOf(known);
  }

  /**
   * Runs the editor until what it leaves can be used or the person gives up, and makes the changes
   * in the {@link SealedFile}.
   *
   * @throws CommandFailure when the editor fails, or nothing usable is left
   */
  public void run() {
    try (PrivateDirectory folder = PrivateDirectory.create(console.environment())) {
      if (!folder.inMemory()) {
        console.warning(
            "this system has no private place in memory: what you type is written to"
                + " disk until you leave the editor; `sealer set` needs no file");
      }
      List<String> keys = new ArrayList<>();
      sealed.items().fieldNames().forEachRemaining(keys::add);
      String about =
          "%s/%s (%s)".formatted(sealed.namespace(), sealed.name(), sealed.scope().flag());
      Path file =
          folder.newFile(
              "values.yaml", EditableText.of(about, keys, known).getBytes(StandardCharsets.UTF_8));
      Editor editor = Editor.of(console.environment());
      while (!edited(editor, file, keys)) {
        String answer = console.keyboard().line("Edit again? [Y/n] ").strip();
        if (answer.toLowerCase(Locale.ROOT).startsWith("n")) {
          throw new CommandFailure("nothing was changed");
        }
      }
    }
  }

  private boolean edited(Editor editor, Path file, List<String> keys) {
    editor.edit(file);
    byte[] text = FileText.read(file.toString());
    try {
      apply(EditableText.parse(text), keys);
      return true;
    } catch (InvalidManifestException | YamlException e) {
      if (!console.inputIsTerminal()) {
        throw new CommandFailure(e.getMessage() + "; nothing was changed", e);
      }
      console.error(String.valueOf(e.getMessage()));
      return false;
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** Checks all before it changes anything: a second round begins with the file as it was. */
  private void apply(Map<String, Optional<SecretBytes>> wanted, List<String> keys) {
    try {
      if (wanted.isEmpty()) {
        throw new InvalidManifestException(
            "the edited file has no data key; to remove the Secret, delete its file");
      }
      wanted.forEach((key, value) -> {
        if (value.isEmpty() && !keys.contains(key)) {
          throw new InvalidManifestException(
              "new data key " + key + " has no value to keep; give it a value");
        }
      });
      keys.stream().filter(key -> !wanted.containsKey(key)).forEach(sealed::removeItem);
      wanted.forEach((key, value) -> value.ifPresent(plain -> set(key, plain)));
    } finally {
      wanted.values().forEach(value -> value.ifPresent(SecretBytes::close));
    }
  }

  private void set(String key, SecretBytes value) {
    SecretBytes now = known.get(key);
    if (now != null && now.matches(value)) {
      return;
    }
    SealedValueId place = sealed.place(key);
    sealed.setItem(key, items.item(place, value, sealed.existing(place)));
  }
}
