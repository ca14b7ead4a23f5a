package dev.sealer.kube.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Raw calls to one API server. Every read and write of the product goes through this port: {@link
 * HttpApiClient} in production, an API server in memory in simulations.
 *
 * <p>Implementations retry nothing and log nothing. An {@link IOException} means that the outcome
 * of the call is unknown: a write may have been stored.
 */
public interface ApiClient {

  /**
   * Sends a request and waits for the whole response.
   *
   * @throws IOException if no response arrives in time; the message names the call and the class of
   *     the cause, never a body
   */
  ApiAnswer send(ApiRequest request) throws IOException;

  /**
   * Sends a list request and passes each item of a 2xx response to {@code item}, one at a time.
   *
   * @return the response without the items
   * @throws IOException as {@link #send}, and if the response is not a whole list; items before the
   *     fault have been passed on
   */
  ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException;

  /**
   * Opens a stream of lines, such as a watch. The caller must close it.
   *
   * @return once the headers have arrived
   * @throws IOException as {@link #send}
   */
  Lines open(ApiRequest request) throws IOException;
}
