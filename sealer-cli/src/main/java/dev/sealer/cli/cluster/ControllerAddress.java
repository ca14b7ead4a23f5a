package dev.sealer.cli.cluster;

/**
 * Identifies the controller that a pinned certificate belongs to.
 *
 * @param name of the context in the kubeconfig, or of the pin
 * @param server URL of the API server; empty if the kubeconfig has none
 * @param controller namespace and name of the controller's Service, separated by a slash
 */
public record ControllerAddress(String name, String server, String controller) {}
