package dev.sealer.externalsecrets;

import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.events.EventRecorder;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The cluster, and where the controller reports; all the caller's to close.
 *
 * @param calls for watches
 * @param objects for reads and writes
 * @param events for what changed
 * @param metrics for numbers
 */
public record ClusterAccess(
    ApiCalls calls, ClusterObjects objects, EventRecorder events, MeterRegistry metrics) {}
