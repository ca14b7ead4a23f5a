package dev.sealer.testbed.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The control planes that the test classes of this JVM share; they end with the JVM. */
public final class SharedControlPlanes {
  private static final Map<Boolean, ControlPlane> RUNNING = new HashMap<>();

  private SharedControlPlanes() {}

  /** The shared control plane of this variant, started at the first call. */
  public static synchronized ControlPlane get(boolean nodes) {
    ControlPlane running = RUNNING.get(nodes);
    if (running == null) {
      running =
          ControlPlane.start(
              nodes
                  ? ControlPlaneSpec.withNodes(folder(true))
                  : ControlPlaneSpec.apiServerOnly(folder(false)));
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
      RUNNING.put(nodes, running);
    }
    return running;
  }

  /** Below the module's build folder, so that logs of a failed run can be read afterwards. */
  private static Path folder(boolean nodes) {
    String name = "testbed-" + (nodes ? "nodes-" : "api-") + ProcessHandle.current().pid();
    Path build = Path.of("target");
    return Files.isDirectory(build)
        ? build.resolve("testbed").resolve(name)
        : Path.of(System.getProperty("java.io.tmpdir")).resolve(name);
  }
}
