package dev.sealer.sync.simulation;

import dev.sealer.git.GitFailure;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.plan.Action;
import dev.sealer.sync.engine.MemoryGit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The commits of a run. Each commit has a number, higher than all before, and each ConfigMap that
 * it writes carries it.
 */
final class GitHistory {

  static final List<String> NAMES = List.of("c0", "c1", "c2");

  /** The Application whose objects come from two directories, each a source of its own. */
  static final String OF_TWO_SOURCES = "w1";

  private static final String OTHER_SOURCE = "-other";

  /**
   * The state of one directory.
   *
   * @param number of the commit that wrote it
   * @param names of its ConfigMaps
   * @param refused whether it holds a Secret that must not be applied
   */
  record Directory(long number, Set<String> names, boolean refused) {}

  private final MemoryGit git = new MemoryGit();
  private final CanaryValue canary;
  private final Map<String, String> files = new TreeMap<>();
  private final Map<String, List<Directory>> directories = new TreeMap<>();
  private long number;
  private boolean isAway;

  GitHistory(CanaryValue canary) {
    this.canary = canary;
  }

  MemoryGit git() {
    return git;
  }

  /** Returns the directories of an Application. */
  static List<String> sources(String application) {
    return application.equals(OF_TWO_SOURCES)
        ? List.of(application, application + OTHER_SOURCE)
        : List.of(application);
  }

  /** Returns whether a commit is the newest one. */
  boolean isNewest(String sha) {
    return git.head().equals(sha);
  }

  /** Returns the newest state of a directory. */
  Directory newest(String directory) {
    return states(directory).getLast();
  }

  /**
   * Returns whether a commit newer than {@code since} has no ConfigMap of this name.
   *
   * @param empties whether a commit without any ConfigMap counts
   */
  boolean hasDropped(String directory, String name, long since, boolean empties) {
    return states(directory).stream()
        .filter(state -> empties || !state.names().isEmpty())
        .anyMatch(state -> state.number() > since && !state.names().contains(name));
  }

  private List<Directory> states(String directory) {
    return directories.computeIfAbsent(directory, _ -> new ArrayList<>());
  }

  /**
   * Commits another state of a directory: {@code names}, {@code waves}, {@code hook}, {@code
   * secret}.
   */
  void commit(Action action) {
    number++;
    String directory = action.object();
    List<String> sources = sources(directory);
    for (String source : sources) {
      files.keySet().removeIf(path -> path.startsWith(source + "/"));
      files.put(source + "/README.md", "commit " + number);
    }
    Set<String> names =
        action.detail("names").isEmpty() ? Set.of() : Set.of(action.detail("names").split(","));
    for (String name : names) {
      int index = name.charAt(1) - '0';
      String wave = String.valueOf(index * Integer.parseInt(action.detail("waves")));
      files.put(
          sources.get(index % sources.size()) + "/" + name + ".yaml",
          configMap(name + "-" + directory, wave, ""));
    }
    if (!action.detail("hook").isEmpty()) {
      String annotations =
          "argocd.argoproj.io/hook: "
              + action.detail("hook")
              + ", argocd.argoproj.io/hook-delete-policy: "
              + action.detail("policy")
              + ", ";
      files.put(
          directory + "/hook.yaml",
          action.detail("kind").equals("Job")
              ? job("job-" + directory, annotations)
              : configMap("hook-" + directory, "0", annotations));
    }
    boolean secret = !action.detail("secret").isEmpty();
    if (secret) {
      files.put(
          directory + "/secret.yaml",
          "{apiVersion: v1, kind: Secret, metadata: {name: plain}, stringData: {password: "
              + canary.of(number)
              + "}}");
    }
    states(directory).add(new Directory(number, names, secret));
    List<String> all = new ArrayList<>();
    files.forEach((path, content) -> {
      all.add(path);
      all.add(content);
    });
    String _ = git.commit(all.toArray(String[]::new));
  }

  private String configMap(String name, String wave, String annotations) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, annotations: {%sargocd.argoproj.io/sync-wave: "%s"}}
    data: {commit: "%d"}
    """
        .formatted(name, annotations, wave, number);
  }

  private static String job(String name, String annotations) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: %s, annotations: {%ssealer.dev/test: "yes"}}
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: run, image: registry.example.com/run:1}]}
    """
        .formatted(name, annotations);
  }

  /** Returns whether reads fail. */
  boolean isAway() {
    return isAway;
  }

  /** Makes every read of the repository fail, or work again. */
  void fails(boolean failing) {
    isAway = failing;
    git.failWith(failing ? new GitFailure.NotReachable(MemoryGit.URL, "outage") : null);
  }
}
