package dev.sealer.testbed.tools;

import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.tools.ToolResult.Found;
import dev.sealer.testbed.tools.ToolResult.Missing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells whether containers can be started on this machine. */
public final class Docker {
  private Docker() {}

  /** The docker command, if its daemon answers. */
  public static ToolResult find() {
    Optional<Path> docker = ToolBinaries.onPath("docker");
    if (docker.isEmpty()) {
      return new Missing("docker", "not on the PATH", "install Docker, or go on without");
    }
    boolean answers = Command.of(List.of(docker.get().toString(), "info")).run().exitCode() == 0;
    return answers
        ? new Found(docker.get())
        : new Missing("docker", "its daemon does not answer", "start Docker, or go on without");
  }
}
