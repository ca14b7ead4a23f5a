package dev.sealer.testbed;

import dev.sealer.testbed.aws.AwsEndpoint;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.ControlPlaneSpec;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import dev.sealer.testbed.process.StartFailedException;
import dev.sealer.testbed.tools.MissingToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Starts a control plane, and on demand a Git server and an AWS API, prints where they are as
 * {@code NAME=value} lines followed by {@code READY}, and stops them when its standard input ends
 * or it is told to stop.
 */
public final class TestbedMain {
  private static final String USAGE =
      "usage: testbed [--nodes] [--git] [--aws] [FOLDER]   (FOLDER: for certificates, data, logs)";
  private static final Set<String> FLAGS = Set.of("--nodes", "--git", "--aws");

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean stopped;

  private TestbedMain() {}

  /** Exit code 2: wrong usage. 1: something could not be started; the message says what to do. */
  public static void main(String[] arguments) throws IOException {
    List<String> flags = new ArrayList<>(List.of(arguments));
    flags.removeIf(argument -> !argument.startsWith("-"));
    List<String> folders = new ArrayList<>(List.of(arguments));
    folders.removeAll(flags);
    if (!FLAGS.containsAll(flags) || folders.size() > 1) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Path folder =
        folders.isEmpty()
            ? Files.createTempDirectory("sealer-testbed-")
            : Path.of(folders.getFirst()).toAbsolutePath();
    TestbedMain main = new TestbedMain();
    Runtime.getRuntime().addShutdownHook(new Thread(main::stop));
    try {
      main.start(flags, folder);
    } catch (MissingToolException | StartFailedException e) {
      System.err.println("testbed: " + e.getMessage());
      System.exit(1);
    }
    System.out.println("READY");
    System.in.transferTo(java.io.OutputStream.nullOutputStream());
    System.exit(0);
  }

  private void start(List<String> flags, Path folder) {
    Path planeFolder = folder.resolve("control-plane");
    ControlPlane plane =
        keep(
            ControlPlane.start(
                flags.contains("--nodes")
                    ? ControlPlaneSpec.withNodes(planeFolder)
                    : ControlPlaneSpec.apiServerOnly(planeFolder)));
    print("KUBECONFIG", plane.kubeconfig());
    print("AUDIT_LOG", plane.auditLog().file());
    if (flags.contains("--git")) {
      GitServer git = keep(GitServer.start(folder.resolve("git")));
      GitRepository repository = git.create("app");
      print("GIT_URL", repository.url());
      print("GIT_USER", git.credentials().user());
      print("GIT_PASSWORD", git.credentials().password());
    }
    if (flags.contains("--aws")) {
      AwsEndpoint aws = keep(AwsEndpoint.start(folder.resolve("aws")));
      print("AWS_ENDPOINT_URL", aws.uri());
      print("AWS_REGION", aws.region());
      print("AWS_ACCESS_KEY_ID", aws.accessKeyId());
      print("AWS_SECRET_ACCESS_KEY", aws.secretAccessKey());
    }
  }

  private synchronized <T extends AutoCloseable> T keep(T started) {
    if (stopped) {
      close(started);
      throw new IllegalStateException("stopped while it was starting");
    }
    running.push(started);
    return started;
  }

  private synchronized void stop() {
    stopped = true;
    while (!running.isEmpty()) {
      close(running.pop());
    }
  }

  private static void close(AutoCloseable service) {
    try {
      service.close();
    } catch (Exception e) {
      System.err.println("testbed: while stopping: " + e);
    }
  }

  private static void print(String name, Object value) {
    System.out.println(name + "=" + value);
  }
}
