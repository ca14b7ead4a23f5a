package dev.sealer.cli.reencrypt;

import dev.sealer.sealing.Scope;
import dev.sealer.sealing.keys.SealingKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of manifests such as teams have: many layouts, scopes, comments, several documents to a
 * file. Of each file that {@link #isStale} names, one item is sealed to the old key.
 */
final class SealedRepository {

  /** Layouts of one file. In each, {@code OLD} and {@code NEW1} to {@code NEW3} become items. */
  private static final List<String> LAYOUTS =
      List.of(
          """
          # Database of team %1$s. Ask them before you touch it!
          apiVersion: bitnami.com/v1alpha1
          kind: SealedSecret
          metadata:
            name: db          # the Deployment reads it
            namespace: %1$s
            annotations: %2$s
          spec:
              encryptedData:
                  # rotated in May
                  password: OLD  # keep in step with the store
                  user: "NEW1"
                  'quoted key': 'NEW2'
              template:
                  data:
                      url: "postgres://{{ .user }}@db"   # a template
                  metadata: {annotations: %2$s, labels: {team: %1$s}}
                  type: Opaque
          ---
          # settings, no secret
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: settings}
          data: {AgBy: "not sealed: AgBy"}
          """,
          """
          {"apiVersion":"v1","kind":"List","items":[
          \t{"kind":"SealedSecret","apiVersion":"bitnami.com/v1alpha1",
          \t "metadata":{"name":"db","namespace":"%1$s","annotations":%2$s},
          \t "spec":{"encryptedData":{"a":"NEW1","b" : "OLD"}}},
          \t{"kind":"Pod","apiVersion":"v1","metadata":{"name":"x"}}
          ]}
          """,
          """
          ---
          apiVersion: bitnami.com/v1alpha1
          kind: SealedSecret
          metadata: {name: db, namespace: %1$s, annotations: %2$s}
          spec: {encryptedData: {password: OLD, "user": 'NEW1'}, template: {type: Opaque}} # flow
          ---
          ---
          # the second
          apiVersion: bitnami.com/v1alpha1
          kind: SealedSecret
          metadata: {name: db, namespace: %1$s, annotations: %2$s}
          spec:
            encryptedData:
              block: |
                NEW2
              folded: >-
                NEW3

            # the end
          """,
          """
          apiVersion: v1
          kind: List
          items:
          - kind: ConfigMap
            apiVersion: v1
          - apiVersion: bitnami.com/v1alpha1
            kind: SealedSecret
            metadata: {namespace: %1$s, name: db, annotations: %2$s}
            spec:
              encryptedData:
                first: &first OLD
                tls.key: |-   # as kubectl prints it
                    NEW1
              template: {metadata: {creationTimestamp: null}, data: null}
          """);

  private static final List<Scope> SCOPES =
      List.of(Scope.STRICT, Scope.NAMESPACE_WIDE, Scope.CLUSTER_WIDE);

  private static final int STALE_OF_TEN = 3;

  private final Path folder;
  private final Map<String, String> values = new TreeMap<>();
  private final Map<Path, String> staleItems = new TreeMap<>();

  private SealedRepository(Path folder) {
    this.folder = folder;
  }

  /** Writes that many files. */
  static SealedRepository write(Path folder, int files, String canary) throws IOException {
    SealedRepository repository = new SealedRepository(folder);
    for (int i = 0; i < files; i++) {
      repository.writeFile(i, canary);
    }
    return repository;
  }

  private static boolean isStale(int file) {
    return file % 10 < STALE_OF_TEN;
  }

  private void writeFile(int i, String canary) throws IOException {
    Scope scope = SCOPES.get(i / 2 % SCOPES.size());
    String team = "team-" + i % 7;
    StringBuilder annotations = new StringBuilder();
    scope
        .annotations()
        .forEach((name, value) -> annotations.append("\"%s\": \"%s\"".formatted(name, value)));
    String text = LAYOUTS.get(i % LAYOUTS.size()).formatted(team, "{" + annotations + "}");
    Path file = folder.resolve("apps/%s/%d.yaml".formatted(team, i));
    for (String slot : List.of("OLD", "NEW1", "NEW2", "NEW3")) {
      boolean stale = slot.equals("OLD") && isStale(i);
      SealingKeyPair key = stale ? Sealing.OLD : Sealing.NEWEST;
      String item = Sealing.item(key, scope, team + "/db", canary + "-" + i + "-" + slot);
      if (stale) {
        staleItems.put(file, item);
      }
      text = text.replace(slot, item);
    }
    Files.createDirectories(file.getParent());
    // Some people's editors end lines as Windows does.
    Files.writeString(file, i % 5 == 0 ? text.replace("\n", "\r\n") : text);
    values.put(file.toString(), text);
  }

  /** How many files there are. */
  int files() {
    return values.size();
  }

  /** The stale items by file. */
  Map<Path, String> staleItems() {
    return staleItems;
  }
}
