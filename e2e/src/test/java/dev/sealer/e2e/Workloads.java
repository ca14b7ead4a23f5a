package dev.sealer.e2e;

import dev.sealer.testbed.node.BusyboxImage;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Manifests of workloads that run under restricted Pod Security, and what their Pods serve. */
final class Workloads {

  private static final String SERVES =
      "cd /www; echo $SEALED >sealed-variable; echo $EXTERNAL >external-variable; "
          + "/bin/busybox ln -s /sealed/password sealed-file; "
          + "/bin/busybox ln -s /external/password external-file";

  private Workloads() {}

  /**
   * Returns a Deployment whose Pods serve the values of the Secrets {@code sealed} and {@code
   * external}, each as they have it in a variable and in a file.
   *
   * @param ready whether its Pods pass their readiness probe
   */
  static String deployment(boolean ready) {
    String command = SERVES + (ready ? "; echo yes >ready" : "");
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 2
      progressDeadlineSeconds: 5
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
          containers:
          - name: web
            image: %s
            imagePullPolicy: Never
            command: [/bin/busybox, sh, -c]
            args: ["%s; exec /bin/busybox httpd -f -p 8080 -h /www"]
            env:
            - {name: SEALED, valueFrom: {secretKeyRef: {name: sealed, key: password}}}
            - {name: EXTERNAL, valueFrom: {secretKeyRef: {name: external, key: password}}}
            volumeMounts:
            - {name: www, mountPath: /www}
            - {name: sealed, mountPath: /sealed}
            - {name: external, mountPath: /external}
            readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 1}
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities: {drop: [ALL]}
          volumes:
          - {name: www, emptyDir: {}}
          - {name: sealed, secret: {secretName: sealed}}
          - {name: external, secret: {secretName: external}}
    """
        .formatted(BusyboxImage.NAME, command);
  }

  /** Returns a store with one value, and the ExternalSecret that makes the Secret of it. */
  static String external(String value) {
    return """
    apiVersion: external-secrets.io/v1
    kind: SecretStore
    metadata: {name: store}
    spec: {provider: {fake: {data: [{key: password, value: %s}]}}}
    ---
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata: {name: external}
    spec:
      refreshInterval: 2s
      secretStoreRef: {name: store}
      data: [{secretKey: password, remoteRef: {key: password}}]
    """
        .formatted(value);
  }

  /** Returns an automated Application. */
  static String application(String name, URI repository) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: %1$s}
    spec:
      project: default
      source: {repoURL: "%2$s", targetRevision: main, path: app}
      destination: {server: "https://kubernetes.default.svc", namespace: %1$s}
      syncPolicy: {automated: {prune: true, selfHeal: true}}
    """
        .formatted(name, repository);
  }

  /** Returns what a Pod serves at a path, without a line end; empty if it serves nothing there. */
  static String served(Pod pod, String path) {
    String address = "http://" + pod.getStatus().getPodIP() + ":8080/" + path;
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body().strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading " + address, e);
    }
  }
}
