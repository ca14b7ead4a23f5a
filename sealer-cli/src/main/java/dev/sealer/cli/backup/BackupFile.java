package dev.sealer.cli.backup;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.sealing.age.AgeFile;
import dev.sealer.sealing.age.AgeIdentity;
import dev.sealer.sealing.age.AgeRecipient;
import dev.sealer.sealing.age.PassphraseRecipient;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** A backup on disk: an age file that only its owner may read. Plaintext never gets there. */
public final class BackupFile {

  private static final int MAX_BYTES = 64 << 20;
  private static final String OWNER_ONLY = "rw-------";

  private final String name;

  /** The file of that name, which need not exist. */
  public BackupFile(String name) {
    this.name = name;
  }

  /**
   * Fails when there is a file that may not be overwritten: asked before any secret is.
   *
   * @param overwrite whether it may
   */
  public void checkTarget(boolean overwrite) {
    Path file = path();
    if (Files.isDirectory(file)) {
      throw new CommandFailure("open " + name + ": is a directory");
    }
    if (Files.exists(file) && !overwrite) {
      throw exists();
    }
  }

  /**
   * Encrypts a backup and writes it: next to its name first, read back and compared, then renamed.
   * A failure leaves what was there.
   *
   * @param readers if any of these can open it, the file is opened and its content checked as well
   * @return whether the file was opened again
   */
  public boolean write(
      KeyBackup backup,
      List<? extends AgeRecipient> recipients,
      List<? extends AgeIdentity> readers,
      boolean overwrite) {
    byte[] encrypted;
    try (SecretBytes document = backup.write()) {
      encrypted = AgeFile.encrypt(document, recipients, new SecureRandom());
    }
    try {
      Path target = path();
      Path folder = target.toAbsolutePath().getParent();
      Path temporary =
          Files.createTempFile(folder, "." + target.getFileName(), ".tmp", ownerOnly());
      try {
        store(temporary, encrypted);
        boolean opened = check(temporary, encrypted, backup, readers);
        move(temporary, target, overwrite);
        return opened;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists();
    } catch (IOException e) {
      throw new CommandFailure("write " + name + ": " + reason(e), e);
    }
  }

  /**
   * Opens the file and checks everything that it says of itself.
   *
   * @return the backup, which the caller must close
   */
  public KeyBackup open(List<? extends AgeIdentity> identities) {
    return open(bytes(), identities);
  }

  /** Returns whether the file is encrypted to a passphrase; also to others perhaps. */
  public boolean takesPassphrase() {
    return AgeFile.stanzaTypes(bytes()).contains(PassphraseRecipient.STANZA_TYPE);
  }

  private KeyBackup open(byte[] encrypted, List<? extends AgeIdentity> identities) {
    return switch (AgeFile.decrypt(encrypted, identities)) {
      case AgeFile.NotForUs() -> throw new CommandFailure(notForUs(encrypted));
      case AgeFile.Malformed(String reason) ->
          throw new CommandFailure(name + ": damaged: " + reason + "; use another copy of it");
      case AgeFile.Opened(SecretBytes document) -> {
        try (document) {
          yield switch (KeyBackup.read(document)) {
            case KeyBackup.Whole(KeyBackup backup) -> backup;
            case KeyBackup.Unusable(String reason) ->
                throw new CommandFailure(name + ": " + reason);
          };
        }
      }
    };
  }

  private String notForUs(byte[] encrypted) {
    List<String> types = AgeFile.stanzaTypes(encrypted);
    boolean passphrase = types.contains(PassphraseRecipient.STANZA_TYPE);
    long recipients = types.stream().filter(type -> type.equals("X25519")).count();
    String to =
        passphrase && recipients > 0
            ? "a passphrase and " + recipients + " age recipients"
            : passphrase ? "a passphrase" : recipients + " age recipients";
    return "%s: not opened: the passphrase is wrong or no identity fits. It is encrypted to %s"
        .formatted(name, to);
  }

  private boolean check(
      Path temporary, byte[] encrypted, KeyBackup backup, List<? extends AgeIdentity> readers)
      throws IOException {
    byte[] back = Files.readAllBytes(temporary);
    if (!Arrays.equals(encrypted, back)) {
      throw new IOException("what was read back is not what was written");
    }
    if (readers.isEmpty()) {
      return false;
    }
    try (KeyBackup again = open(back, readers)) {
      if (!again.manifest().equals(backup.manifest())) {
        throw new IOException("what was read back holds other keys");
      }
      return true;
    }
  }

  private static void store(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        int _ = channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void move(Path from, Path to, boolean overwrite) throws IOException {
    if (overwrite) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    try {
      // A link is refused when the name exists, also when it came to exist a moment ago.
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No links here: a rename that looks first.
      Files.move(from, to);
    }
  }

  private byte[] bytes() {
    try {
      Path file = path();
      if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
        throw new CommandFailure(name + ": larger than 64 MiB; not a backup of sealing keys");
      }
    } catch (IOException e) {
      throw new CommandFailure("open " + name + ": " + e.getMessage(), e);
    }
    return FileText.read(name);
  }

  private Path path() {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CommandFailure("open " + name + ": " + e.getMessage(), e);
    }
  }

  private CommandFailure exists() {
    return new CommandFailure(name + " exists: name another file, or use --overwrite");
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
        }
        : new FileAttribute<?>[0];
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "no such directory"
        : e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
  }
}
