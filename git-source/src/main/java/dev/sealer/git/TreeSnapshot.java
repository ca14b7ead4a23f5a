package dev.sealer.git;

import java.util.List;
import java.util.Optional;

/**
 * The content of one directory of one commit, read into memory.
 *
 * @param path the directory, relative to the repository's root, no slash at either end; empty for
 *     the root
 * @param hash equal for equal content: the directory's Git tree hash; another digest if a link
 *     leads out of the directory
 * @param files what was wanted below it, sorted by path; symbolic links are already followed
 */
public record TreeSnapshot(String path, String hash, List<TreeFile> files) {

  public TreeSnapshot {
    files = List.copyOf(files);
  }

  /** The file at {@code relativePath} below this directory. */
  public Optional<TreeFile> file(String relativePath) {
    return files.stream().filter(file -> file.path().equals(relativePath)).findFirst();
  }

  /** The path of {@code file} from the repository's root, as messages name it. */
  public String pathInRepository(TreeFile file) {
    return path.isEmpty() ? file.path() : path + "/" + file.path();
  }
}
