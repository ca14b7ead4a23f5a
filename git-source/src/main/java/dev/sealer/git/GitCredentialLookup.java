package dev.sealer.git;

import java.util.Optional;

/**
 * Where credentials come from; asked before each exchange with a server, so rotation just works.
 */
@FunctionalInterface
public interface GitCredentialLookup {

  /**
   * The credential for a repository, if there is one.
   *
   * @return a credential that the asker closes after use
   */
  Optional<GitCredential> find(RepositoryUrl url);

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
    return url -> Optional.empty();
  }
}
