package dev.sealer.git;

import java.time.Instant;

/**
 * The author, times and subject of a commit, as the commit itself states them.
 *
 * @param sha 40 hex digits
 * @param authorName as written in the commit; may be empty
 * @param authorEmail as written in the commit; may be empty
 * @param authoredAt when the change was made
 * @param committedAt when the commit was made, at or after {@code authoredAt} as a rule
 * @param subject the first line of the message; may be empty
 */
public record CommitInfo(
    String sha,
    String authorName,
    String authorEmail,
    Instant authoredAt,
    Instant committedAt,
    String subject) {

  /** {@code Name <email>}, the form Git prints. */
  public String author() {
    return authorName + " <" + authorEmail + ">";
  }
}
