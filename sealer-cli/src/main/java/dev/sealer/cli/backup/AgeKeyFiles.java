package dev.sealer.cli.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.sealing.age.X25519Identity;
import dev.sealer.sealing.age.X25519Recipient;
import dev.sealer.secret.SecretBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Recipients and identities in the files that age itself uses: one a line, comments begin with
 * {@code #}.
 */
public final class AgeKeyFiles {

  private AgeKeyFiles() {}

  /** Reads {@code age1…}. */
  public static X25519Recipient recipient(String text) {
    try {
      return X25519Recipient.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("-r " + text + ": " + e.getMessage(), e);
    }
  }

  public static List<X25519Recipient> recipients(String file) {
    List<X25519Recipient> recipients = new ArrayList<>();
    List<String> lines = new String(FileText.read(file), UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          recipients.add(X25519Recipient.parse(line));
        } catch (IllegalArgumentException e) {
          throw new CommandFailure(file + ":" + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    if (recipients.isEmpty()) {
      throw new CommandFailure(file + ": holds no recipient (age1…)");
    }
    return recipients;
  }

  /** Reads a file of identities, as {@code age-keygen} writes it; the caller closes them. */
  public static List<X25519Identity> identities(String file) {
    List<X25519Identity> identities = new ArrayList<>();
    byte[] content = FileText.read(file);
    int number = 0;
    for (int from = 0; from < content.length; ) {
      int to = from;
      while (to < content.length && content[to] != '\n') {
        to++;
      }
      number++;
      byte[] line = Arrays.copyOfRange(content, from, to);
      if (!isComment(line)) {
        identities.add(identity(line, file + ":" + number));
      }
      Arrays.fill(line, (byte) 0);
      from = to + 1;
    }
    Arrays.fill(content, (byte) 0);
    if (identities.isEmpty()) {
      throw new CommandFailure(file + ": holds no identity (AGE-SECRET-KEY-1…)");
    }
    return identities;
  }

  private static X25519Identity identity(byte[] line, String where) {
    try (SecretBytes text = SecretBytes.copyOf(line)) {
      return X25519Identity.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(where + ": " + e.getMessage());
    }
  }

  private static boolean isComment(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return b == '#';
      }
    }
    return true;
  }
}
