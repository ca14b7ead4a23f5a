package dev.sealer.git.jgit;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit from reading any configuration or {@code GIT_*} variable of the machine: a proxy, a
 * rewritten URL or a credential helper found there would change what a sync sees.
 */
final class IsolatedSystemReader extends SystemReader.Delegate {

  private static final SystemReader INSTANCE = new IsolatedSystemReader(SystemReader.getInstance());

  private IsolatedSystemReader(SystemReader machine) {
    super(machine);
  }

  /** Takes effect for the whole process; calling it again changes nothing. */
  static void install() {
    if (SystemReader.getInstance() != INSTANCE) {
      SystemReader.setInstance(INSTANCE);
    }
  }

  @Override
  public @Nullable String getenv(String variable) {
    return variable.startsWith("GIT_") || variable.equals("XDG_CONFIG_HOME")
        ? null
        : super.getenv(variable);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new EmptyConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new EmptyConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new EmptyConfig(parent, fs);
  }

  private static final class EmptyConfig extends FileBasedConfig {

    EmptyConfig(@Nullable Config parent, FS fs) {
      super(parent, new java.io.File(""), fs);
    }

    @Override
    public void load() throws ConfigInvalidException {
      // Nothing to read.
    }

    @Override
    public void save() {
      // JGit stores measured file-system resolutions here; here they are measured again.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
