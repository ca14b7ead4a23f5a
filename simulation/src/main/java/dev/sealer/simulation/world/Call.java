package dev.sealer.simulation.world;

import dev.sealer.kube.client.ApiRequest;
import dev.sealer.simulation.plan.Spot;

/**
 * A call of a simulated process or actor.
 *
 * @param process the process over its restarts, for example {@code a}, or the actor
 * @param request the call
 * @param kind plural name of the kind
 * @param namespace empty for none
 * @param name of the object; empty for a collection
 */
public record Call(String process, ApiRequest request, String kind, String namespace, String name) {

  /** Reads the kind and the object from the path. */
  static Call of(String process, ApiRequest request) {
    String[] parts = request.path().split("/", -1);
    // "/api/v1/…" or "/apis/group/version/…", with a first part that is empty
    int at = parts.length > 1 && parts[1].equals("api") ? 3 : 4;
    String namespace = "";
    if (parts.length > at + 2 && parts[at].equals("namespaces")) {
      namespace = parts[at + 1];
      at += 2;
    }
    String kind = parts.length > at ? parts[at] : "";
    String name = parts.length > at + 1 ? parts[at + 1] : "";
    return new Call(process, request, kind, namespace, name);
  }

  /** Returns whether it is meant to change something; a dry run is not. */
  public boolean isWrite() {
    return !request.method().equals("GET") && !request.query().containsKey("dryRun");
  }

  /** Returns whether it opens a stream. */
  public boolean isWatch() {
    return request.query().containsKey("watch");
  }

  /** Returns whether it serves the controller's own work: neither leader election nor events. */
  public boolean isWork() {
    return !kind.equals("leases") && !kind.equals("events");
  }

  /** Returns whether {@code wanted} names the kind; as in {@link Spot}, and empty for all. */
  boolean isOf(String wanted) {
    return wanted.isEmpty() || (wanted.equals(Spot.WORK) ? isWork() : wanted.equals(kind));
  }

  /** Returns {@code read}, {@code write} or {@code watch}. */
  String verb() {
    if (isWatch()) {
      return "watch";
    }
    return isWrite() ? "write" : "read";
  }
}
