package dev.sealer.cli.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads files; a failure names the file and the cause in the words that Unix programs use. */
public final class FileText {
  private FileText() {}

  /** Returns all bytes of a file. */
  public static byte[] read(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw new CommandFailure("read " + name + ": is a directory");
      }
      return Files.readAllBytes(path);
    } catch (IOException | InvalidPathException e) {
      throw new CommandFailure("open " + name + ": " + cause(e), e);
    }
  }

  /** Returns why a file could not be used. */
  public static String cause(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException f when f.getReason() != null ->
          f.getReason().toLowerCase(Locale.ROOT);
      default -> String.valueOf(e.getMessage());
    };
  }
}
