package dev.sealer.cli.backup;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.Keyboard;
import dev.sealer.secret.SecretBytes;
import java.util.Arrays;

/** Reads passphrases from a file, an open descriptor, or a person, who types a new one twice. */
public final class Passphrases {

  private static final String ELSEWHERE =
      "cannot ask for the passphrase without a terminal; use --passphrase-file or"
          + " --passphrase-fd";
  private static final int SHORT = 12;

  private final Console console;

  /** Asks at the terminal of {@code console} when it must. */
  public Passphrases(Console console) {
    this.console = console;
  }

  /** Returns the first line of a file, without its line break. */
  public SecretBytes ofFile(String name) {
    byte[] content = FileText.read(name);
    int end = 0;
    while (end < content.length && content[end] != '\n' && content[end] != '\r') {
      end++;
    }
    byte[] line = Arrays.copyOf(content, end);
    Arrays.fill(content, (byte) 0);
    if (end == 0) {
      throw new CommandFailure(name + ": the first line, which is the passphrase, is empty");
    }
    return SecretBytes.takeOver(line);
  }

  /** Returns the first line that an open descriptor of this process gives. */
  public SecretBytes ofDescriptor(int number) {
    return ofFile("/dev/fd/" + number);
  }

  /** Returns a passphrase that exists, asked once. */
  public SecretBytes existing() {
    return typed(keyboard().secret("Passphrase: "));
  }

  /** Returns a new passphrase, asked twice. */
  public SecretBytes chosen() {
    SecretBytes chosen = typed(keyboard().secretTwice("New passphrase"));
    if (chosen.length() < SHORT) {
      console.warning(
          "anyone who gets the file can try passphrases without limit: this one is short,"
              + " six random words are not");
    }
    return chosen;
  }

  private Keyboard keyboard() {
    if (!console.inputIsTerminal()) {
      throw new CommandFailure(ELSEWHERE);
    }
    return console.keyboard();
  }

  private static SecretBytes typed(char[] characters) {
    try {
      if (characters.length == 0) {
        throw new CommandFailure("the passphrase is empty");
      }
      return SecretBytes.ofUtf8(characters);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }
}
