package dev.sealer.sync.render;

import dev.sealer.crds.argoproj.ApplicationSource;
import java.util.Optional;
import java.util.Set;

/** How manifests are made from a directory; the words are Argo CD's. */
public enum SourceType {
  /** A chart. */
  HELM("Helm"),
  /** A kustomization. */
  KUSTOMIZE("Kustomize"),
  /** Plain files. */
  DIRECTORY("Directory"),
  /** A plugin. */
  PLUGIN("Plugin");

  private final String word;

  SourceType(String word) {
    this.word = word;
  }

  /** The word in {@code status.sourceType}. */
  public String word() {
    return word;
  }

  /** What the Application itself says, if it says anything. */
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

  /** What the names of the directory's own files say. */
  static SourceType detect(Set<String> fileNames) {
    if (fileNames.contains("Chart.yaml")) {
      return HELM;
    }
    return fileNames.stream().anyMatch(KustomizationFile::isName) ? KUSTOMIZE : DIRECTORY;
  }
}
