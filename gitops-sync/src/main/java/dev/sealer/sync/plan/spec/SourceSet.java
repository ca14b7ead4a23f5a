package dev.sealer.sync.plan.spec;

import dev.sealer.crds.argoproj.ApplicationSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sources of an Application, in order.
 *
 * @param all in the order in which objects of later sources replace those of earlier ones
 * @param isList whether they are in a field {@code sources}: what tells of them, such as a status,
 *     then uses lists, too
 */
public record SourceSet(List<ApplicationSource> all, boolean isList) {

  /** Copies the list. */
  public SourceSet {
    all = List.copyOf(all);
  }

  /** Returns what the two fields of a spec, an operation or a status say; the list wins. */
  public static SourceSet of(@Nullable ApplicationSource source, List<ApplicationSource> sources) {
    if (!sources.isEmpty()) {
      return new SourceSet(sources, true);
    }
    return new SourceSet(source == null ? List.of() : List.of(source), false);
  }

  /** Returns whether there is no source. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Returns the content of a field {@code source}; null if it is a list. */
  public @Nullable ApplicationSource source() {
    return isList || all.isEmpty() ? null : all.getFirst();
  }

  /** Returns the content of a field {@code sources}; empty if it is not a list. */
  public List<ApplicationSource> sources() {
    return isList ? all : List.of();
  }

  /** Returns the revision that each source names; an empty one means HEAD. */
  public List<String> revisions() {
    return all.stream()
        .map(source -> Objects.requireNonNullElse(source.targetRevision(), ""))
        .toList();
  }

  /** Returns the name of the field that contains a source, such as {@code spec.sources[1]}. */
  public String field(String parent, int index) {
    return parent + (isList ? ".sources[" + index + "]" : ".source");
  }

  /** Returns whether other sources only refer to files of a source, so that it has no objects. */
  public boolean isReference(ApplicationSource source) {
    return isList && hasText(source.ref()) && !hasText(source.path()) && !hasText(source.chart());
  }

  private static boolean hasText(@Nullable String text) {
    return text != null && !text.isEmpty();
  }
}
