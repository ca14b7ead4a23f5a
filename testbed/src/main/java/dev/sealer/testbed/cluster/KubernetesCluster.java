package dev.sealer.testbed.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that runs against a real control plane. Constructors and methods may take a {@link
 * ControlPlane}, a {@link io.fabric8.kubernetes.client.KubernetesClient} with all rights and {@link
 * FreshNamespace} names. All classes of one JVM share one control plane, so tests keep to
 * namespaces of their own. Where classes run in parallel, those of one control plane still run one
 * after the other, because most of them run a controller that sees the whole cluster.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ClusterExtension.class)
@ResourceLock(providers = ControlPlaneLocks.class)
public @interface KubernetesCluster {
  /**
   * Asks for controllers, scheduler and node: for workloads, garbage collection and the deletion of
   * namespaces.
   */
  boolean nodes() default false;
}
