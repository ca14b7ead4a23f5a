package dev.sealer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Files for scripts: Secrets of every shape, keys in every form, a kubeconfig. */
final class KubesealInputs {
  private KubesealInputs() {}

  static void write(Path folder, String canary) throws IOException {
    Calls.writeKeys(folder);
    Calls.writeExpired(folder.resolve("old.pem"));
    String key = base64(Files.readString(folder.resolve("key.pem")));
    String keySecret =
        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"tls.key\":\"%s\"}}".formatted(key);
    text(folder, "key.secret", keySecret);
    text(
        folder,
        "key.list",
        "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[%s]}".formatted(keySecret));
    secrets(folder, canary);
    text(
        folder,
        "config",
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:9"}}]
        contexts:
        - {name: ctx, context: {cluster: c, user: u, namespace: of-context}}
        - {name: bare, context: {cluster: c, user: u}}
        users: [{name: u, user: {token: t}}]
        current-context: ctx
        """);
  }

  private static void secrets(Path folder, String canary) throws IOException {
    text(
        folder,
        "full",
        """
        # comment
        apiVersion: v1
        kind: Secret
        metadata:
          name: full
          namespace: shop
          uid: abc
          creationTimestamp: "2020-01-01T00:00:00Z"
          labels: {app: shop}
          annotations:
            note: "yes"
            kubectl.kubernetes.io/last-applied-configuration: "{}"
          ownerReferences:
          - {apiVersion: v1, kind: Pod, name: p, uid: u}
          managedFields:
          - {manager: kubectl, operation: Update, apiVersion: v1}
        type: Opaque
        immutable: true
        data:
          user: YWRtaW4=
          empty: ""
        stringData:
          pass: %s
          lines: "one\\ntwo\\n"
        """
            .formatted(canary));
    text(
        folder,
        "odd",
        """
        metadata: {generateName: a-, name: a, finalizers: [z], labels: {b: x, a: "1"},
          annotations: {h: "<a&b>", é: "ü \\t"}}
        immutable: false
        type: T
        unknown: [1]
        stringData: {a: b, number: 5, yes: true, real: 1.5}
        data: {z: "", a: aGk=, none: null}
        """);
    text(
        folder,
        "two.json",
        """
        {"metadata":{"name":"a"},"stringData":{"k":"5"}}
        {"metadata":{"name":"b"},"stringData":{"k":"5"}}
        """);
    text(
        folder,
        "two.yaml",
        """
        metadata: {name: a}
        stringData: {k: x}
        ---
        # nothing
        ---
        metadata: {name: b}
        stringData: {k: x}
        """);
    text(folder, "plain", "metadata: {name: plain}\nstringData: {k: x}\n");
    text(folder, "empty", "metadata: {name: empty}\n");
    text(folder, "noname", "metadata: {}\nstringData: {k: x}\n");
    text(folder, "nil", "");
    text(
        folder,
        "cluster-wide",
        """
        metadata: {name: a, annotations: {sealedsecrets.bitnami.com/cluster-wide: "true"}}
        stringData: {a: b}
        """);
    text(
        folder,
        "addition",
        """
        metadata: {name: ignored, labels: {new: label}, annotations: {new: annotation}}
        stringData: {added: added-%s, pass: changed}
        """
            .formatted(canary));
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static JsonNode tree(String text) {
    return KubeYaml.readDocument(text, "text").content();
  }

  private static void text(Path folder, String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
