package dev.sealer.cli.fingerprint;

import dev.sealer.cli.io.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of the fingerprints: {@code fingerprint.key}, and up to 256 files of records in {@code
 * fingerprints}, each for the objects whose keyed hash begins with its name. A file keeps the
 * newest 4,096 records, and at most twice as many between two cuts. Processes take turns by a lock.
 */
final class FingerprintStore {
  private static final int KEPT = 4096;

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path folder;
  private final FingerprintHmac key;

  private FingerprintStore(Path folder, FingerprintHmac key) {
    this.folder = folder;
    this.key = key;
  }

  /**
   * Opens the store; makes the key when there is none.
   *
   * @param folder the user's state directory
   * @throws IOException when it cannot be used: unwritable, a key of the wrong size, or one that
   *     others may read
   */
  static FingerprintStore open(Path folder) throws IOException {
    Path file = folder.resolve("fingerprint.key");
    if (!Files.exists(file)) {
      StateDirectory.create(folder.resolve("fingerprints"));
      try (FileChannel channel = lockFile(folder);
          FileLock _ = channel.lock()) {
        makeKey(file);
      }
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      open.retainAll(OF_OTHERS);
      if (!open.isEmpty()) {
        throw new IOException(file + " can be read by others; run chmod 600 on it, or delete it");
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != FingerprintHmac.BYTES) {
      throw new IOException(file + " is damaged: remove it");
    }
    FingerprintStore store = new FingerprintStore(folder, new FingerprintHmac(bytes));
    Arrays.fill(bytes, (byte) 0);
    return store;
  }

  private static void makeKey(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    byte[] bytes = new byte[FingerprintHmac.BYTES];
    new SecureRandom().nextBytes(bytes);
    Path temporary = StateDirectory.createTemporaryFor(file);
    try {
      Files.write(temporary, bytes);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  FingerprintHmac key() {
    return key;
  }

  /** Returns what a file holds, by item; records that are not genuine are left out. */
  Map<ByteBuffer, FingerprintRecord> read(int shard) throws IOException {
    Map<ByteBuffer, FingerprintRecord> records = new HashMap<>();
    Path file = file(shard);
    if (Files.exists(file)) {
      byte[] bytes = Files.readAllBytes(file);
      for (int at = 0;
          at + FingerprintRecord.BYTES <= bytes.length;
          at += FingerprintRecord.BYTES) {
        FingerprintRecord record = FingerprintRecord.stored(bytes, at);
        records.put(record.item(), record);
      }
    }
    return records;
  }

  /** Adds records at the end of their files. */
  void append(Map<Integer, List<FingerprintRecord>> records) throws IOException {
    StateDirectory.create(folder.resolve("fingerprints"));
    try (FileChannel channel = lockFile(folder);
        FileLock _ = channel.lock()) {
      records.forEach(this::appendTo);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void appendTo(int shard, List<FingerprintRecord> records) {
    Path file = file(shard);
    try {
      if (!Files.exists(file)) {
        Files.createFile(file, StateDirectory.fileAttributes(file));
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        // A write that was cut short leaves a part of a record: it is written over.
        long end = channel.size() - channel.size() % FingerprintRecord.BYTES;
        ByteBuffer all = ByteBuffer.allocate(records.size() * FingerprintRecord.BYTES);
        records.forEach(record -> all.put(record.toBytes()));
        channel.write(all.flip(), end);
        if (end + all.capacity() <= 2L * KEPT * FingerprintRecord.BYTES) {
          return;
        }
      }
      cut(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Path temporary = StateDirectory.createTemporaryFor(file);
    try {
      int from = Math.max(0, bytes.length - KEPT * FingerprintRecord.BYTES);
      Files.write(temporary, Arrays.copyOfRange(bytes, from, bytes.length));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path file(int shard) {
    return folder.resolve("fingerprints").resolve(HexFormat.of().toHexDigits((byte) shard));
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    Path lock = folder.resolve("lock");
    List<StandardOpenOption> options =
        new ArrayList<>(List.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE));
    return FileChannel.open(lock, Set.copyOf(options), StateDirectory.fileAttributes(lock));
  }
}
