package dev.sealer.externalsecrets.status;

import dev.sealer.externalsecrets.deletion.SourceState;
import dev.sealer.externalsecrets.fetch.GeneratedKeys;
import java.util.List;

/**
 * The origins of a Secret's values, by name only.
 *
 * @param states of the sources at stores
 * @param generated the keys of each generator
 */
public record SourceReport(List<SourceState> states, List<GeneratedKeys> generated) {

  /** The report of an ExternalSecret that was never refreshed. */
  public static final SourceReport NONE = new SourceReport(List.of(), List.of());

  /** Copies the lists. */
  public SourceReport {
    states = List.copyOf(states);
    generated = List.copyOf(generated);
  }
}
