package dev.sealer.sync.render;

import dev.sealer.crds.argoproj.ApplicationSource;
import java.util.Optional;
import java.util.Set;

/** The way manifests are rendered from a directory, in Argo CD's words. */
public enum SourceType {
  /** A chart. */
  HELM("Helm"),
  /** A kustomization. */
  KUSTOMIZE("Kustomize"),
  /** Plain files. */
  DIRECTORY("Directory"),
  /** A plugin. */
  PLUGIN("Plugin"),

  /** Of a source to which others only refer. */
  NONE("");

  private final String word;

  SourceType(String word) {
    this.word = word;
  }

  /** The word in {@code status.sourceType}. */
  public String word() {
    return word;
  }

  /** Returns the type that the Application itself sets, if any. */
  static Optional<SourceType> explicit(ApplicationSource source) {
    if (source.plugin() != null) {
      return Optional.of(PLUGIN);
    }
    if (source.helm() != null) {
      return Optional.of(HELM);
    }
    if (source.kustomize() != null) {
      return Optional.of(KUSTOMIZE);
    }
    return source.directory() != null ? Optional.of(DIRECTORY) : Optional.empty();
  }

  /** Returns the type that the names of the directory's own files imply. */
  static SourceType detect(Set<String> fileNames) {
    if (fileNames.contains("Chart.yaml")) {
      return HELM;
    }
    return fileNames.stream().anyMatch(KustomizationFile::isName) ? KUSTOMIZE : DIRECTORY;
  }
}
