package dev.sealer.testbed.cluster;

import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Locale;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts the shared control plane for classes with {@link KubernetesCluster}, or skips them when a
 * program cannot be had.
 */
public final class ClusterExtension implements BeforeAllCallback, ParameterResolver {
  @Override
  public void beforeAll(ExtensionContext context) {
    boolean nodes = needsNodes(context.getRequiredTestClass());
    for (Component component :
        Component.of(
            nodes ? new ControlPlaneSpec.Nodes.Simulated() : new ControlPlaneSpec.Nodes.None())) {
      Prerequisites.require(
          context.getRequiredTestClass().getName(), ToolBinaries.find(component.tool()));
    }
    SharedControlPlanes.get(nodes);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ControlPlane.class
        || type == KubernetesClient.class
        || (type == String.class && parameter.isAnnotated(FreshNamespace.class));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ControlPlane plane = SharedControlPlanes.get(needsNodes(context.getRequiredTestClass()));
    Class<?> type = parameter.getParameter().getType();
    if (type == ControlPlane.class) {
      return plane;
    }
    return type == KubernetesClient.class
        ? plane.client()
        : plane.freshNamespace(prefix(context.getRequiredTestClass()));
  }

  private static String prefix(Class<?> test) {
    String name = test.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
    String label = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
    return label.substring(0, Math.min(40, label.length())).replaceAll("-$", "");
  }

  /** Returns whether this class, or the one around it, asks for a control plane with nodes. */
  static boolean needsNodes(Class<?> test) {
    for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
      var found = AnnotationSupport.findAnnotation(type, KubernetesCluster.class);
      if (found.isPresent()) {
        return found.get().nodes();
      }
    }
    throw new ParameterResolutionException(test.getName() + " has no @KubernetesCluster");
  }
}
