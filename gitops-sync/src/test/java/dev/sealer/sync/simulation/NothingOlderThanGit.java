package dev.sealer.sync.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.world.TracedWrite;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * No object goes back to the content of an older commit, and none is deleted unless a commit newer
 * than its content has dropped it, or its Application is deleted. A commit that drops everything
 * counts only where a user has asked for a sync.
 */
final class NothingOlderThanGit extends Oracle {

  private final Set<String> controllers;
  private final GitHistory history;
  private final Map<String, Long> highest = new TreeMap<>();
  private final Set<String> deletions = new TreeSet<>();
  private final Set<String> asked = new TreeSet<>();

  /** The Applications that do not exist at the moment. */
  private final Set<String> gone = new TreeSet<>();

  NothingOlderThanGit(Set<String> controllers, GitHistory history) {
    this.controllers = Set.copyOf(controllers);
    this.history = history;
  }

  @Override
  public void stored(TracedWrite write) {
    String name = write.stored().key().name();
    JsonNode application = write.stored().after();
    if (write.isOf("applications")) {
      if (application == null) {
        gone.add(name);
      } else {
        gone.remove(name);
      }
    }
    if (write.isOf("applications") && application != null) {
      if (application.path("metadata").hasNonNull("deletionTimestamp")) {
        // It takes its objects along, from now on.
        deletions.add(name);
      }
      if (application.has("operation")) {
        asked.add(name);
      }
    }
    if (!write.isOf("configmaps") || name.startsWith("hook-")) {
      return;
    }
    boolean ours = controllers.contains(write.writer());
    JsonNode after = write.stored().after();
    if (after != null) {
      String number = after.at("/data/commit").asText();
      if (ours && number.matches("\\d+")) {
        long now = Long.parseLong(number);
        long before = highest.getOrDefault(name, -1L);
        // The mark of a deletion changes no content.
        if (now < before && !isDeleting(after) && !isLateCreate(write, before)) {
          found(write + " puts commit " + now + " where commit " + before + " has been");
        }
        highest.merge(name, now, Math::max);
      }
      // The garbage collector ends what a foreground deletion began.
      if (ours && isDeleting(after) && !isDeleting(write.stored().before())) {
        deleted(write, name);
      }
    } else if (ours) {
      deleted(write, name);
    }
  }

  /**
   * A create carries no version, so a former leader that was paused may create an object that a
   * newer commit has dropped, or whose Application does not exist any more. Nothing that is there
   * is put back by that. The new leader deletes it, or the former one does; one that stays is found
   * in the end.
   *
   * @param highest the newest commit whose content the object had
   */
  private boolean isLateCreate(TracedWrite write, long highest) {
    String name = write.stored().key().name();
    int dash = name.indexOf('-');
    String application = name.substring(dash + 1);
    return write.stored().before() == null
        && (gone.contains(application)
            || history.hasDropped(
                application, name.substring(0, dash), highest, asked.contains(application)));
  }

  private static boolean isDeleting(@Nullable JsonNode object) {
    return object != null && object.path("metadata").hasNonNull("deletionTimestamp");
  }

  private void deleted(TracedWrite write, String name) {
    int dash = name.indexOf('-');
    String application = name.substring(dash + 1);
    long since = highest.getOrDefault(name, -1L);
    boolean dropped =
        history.hasDropped(
            application, name.substring(0, dash), since, asked.contains(application));
    if (!dropped && !deletions.contains(application)) {
      found(write + " deletes what no commit since " + since + " has dropped");
    }
  }
}
