package dev.sealer.kube.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A raw request to the API server.
 *
 * @param method {@code GET}, {@code POST}, {@code PATCH}, {@code DELETE}
 * @param path absolute, already encoded, without a query
 * @param query not yet encoded
 * @param accept media types of the response
 * @param contentType of the body; null without one
 * @param body null without one
 * @param user whom to act as; null for ourselves
 */
public record ApiRequest(
    String method,
    String path,
    Map<String, String> query,
    String accept,
    @Nullable String contentType,
    @Nullable String body,
    @Nullable String user) {

  /** Plain JSON. */
  public static final String JSON = "application/json";

  /** Server-side apply; JSON is YAML. */
  public static final String APPLY_PATCH = "application/apply-patch+yaml";

  /** RFC 6902. */
  public static final String JSON_PATCH = "application/json-patch+json";

  /** RFC 7386. */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** Requests objects without everything but their metadata. */
  public static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  /** Requests the same for collections. */
  public static final String METADATA_LIST_ONLY =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

  /** Keeps the order of the query. */
  public ApiRequest {
    query = new LinkedHashMap<>(query);
  }

  /** Makes a request as ourselves. */
  public ApiRequest(
      String method,
      String path,
      Map<String, String> query,
      String accept,
      @Nullable String contentType,
      @Nullable String body) {
    this(method, path, query, accept, contentType, body, null);
  }

  /** A read. */
  public static ApiRequest get(String path) {
    return new ApiRequest("GET", path, Map.of(), JSON, null, null);
  }

  /** A patch of the given content type. */
  public static ApiRequest patch(String path, String contentType, String body) {
    return new ApiRequest("PATCH", path, Map.of(), JSON, contentType, body);
  }

  /** A create. */
  public static ApiRequest post(String path, String body) {
    return new ApiRequest("POST", path, Map.of(), JSON, JSON, body);
  }

  /** A delete with its options. */
  public static ApiRequest delete(String path, String body) {
    return new ApiRequest("DELETE", path, Map.of(), JSON, JSON, body);
  }

  /** Returns this request with another query parameter; a null value leaves it out. */
  public ApiRequest with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new ApiRequest(method, path, more, accept, contentType, body, user);
  }

  /** Returns this request with another {@code Accept}. */
  public ApiRequest accepting(String mediaTypes) {
    return new ApiRequest(method, path, query, mediaTypes, contentType, body, user);
  }

  /** Returns this request as somebody else, which needs the right to impersonate. */
  public ApiRequest actingAs(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a request as nobody would be one as ourselves");
    }
    return new ApiRequest(method, path, query, accept, contentType, body, name);
  }

  /** Path and encoded query. */
  public String target() {
    if (query.isEmpty()) {
      return path;
    }
    return path
        + query.entrySet().stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** Leaves the body out: it may be a Secret. */
  @Override
  public String toString() {
    return method + " " + target();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
