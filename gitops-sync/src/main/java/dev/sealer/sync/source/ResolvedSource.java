package dev.sealer.sync.source;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.git.CommitInfo;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.sync.render.RenderedSource;

/**
 * A source at one commit.
 *
 * @param spec the source as the Application names it
 * @param revision the commit, and the revision that led to it
 * @param commit its author, time and subject
 * @param rendered what was made of it
 */
public record ResolvedSource(
    ApplicationSource spec, ResolvedRevision revision, CommitInfo commit, RenderedSource rendered) {

  ResolvedSource at(ResolvedRevision now) {
    return new ResolvedSource(spec, now, commit, rendered);
  }
}
