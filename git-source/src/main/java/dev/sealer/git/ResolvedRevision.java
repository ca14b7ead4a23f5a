package dev.sealer.git;

import java.util.Optional;

/**
 * A revision and the commit it named when it was looked up.
 *
 * @param revision what was asked for
 * @param sha the commit, 40 hex digits
 * @param ref the full name of the ref that led there; empty when the revision was a SHA
 */
public record ResolvedRevision(String revision, String sha, Optional<String> ref) {}
