package dev.sealer.git;

/**
 * Where credentials come from; asked before each exchange with a server, so rotation just works.
 */
@FunctionalInterface
public interface GitCredentialLookup {

  /**
   * Finds how a repository is reached.
   *
   * @return access that the asker closes after use
   * @throws GitException when that cannot be found out; the repository is not read then
   */
  GitAccess find(RepositoryUrl url);

  /**
   * Returns the lookup for one tenant, who gets no credential that belongs to another.
   *
   * @param tenant a name that the credentials know, such as a project; empty for none
   */
  default GitCredentialLookup forTenant(String tenant) {
    return this;
  }

  /** For public repositories. */
  static GitCredentialLookup none() {
    return _ -> GitAccess.anonymous();
  }
}
