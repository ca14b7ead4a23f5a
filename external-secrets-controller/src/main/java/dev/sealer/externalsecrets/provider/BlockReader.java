package dev.sealer.externalsecrets.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of one provider block, remembers the first thing that is wrong, and collects the
 * credentials on its way, under the rule of referent credentials: a selector in a
 * ClusterSecretStore may name a namespace and means the ExternalSecret's if it does not; a selector
 * in a SecretStore always means the store's own.
 */
public final class BlockReader {

  private final StoreBlock block;
  private final String path;
  private final List<CredentialRef> credentials = new ArrayList<>();
  private Optional<StoreProvider.Parsed.Rejected> problem = Optional.empty();

  /**
   * Starts a block.
   *
   * @param path where the block is, such as {@code spec.provider.aws}
   */
  public BlockReader(StoreBlock block, String path) {
    this.block = block;
    this.path = path;
  }

  /** Text at a slash-separated pointer such as {@code /auth/role}; empty if absent or blank. */
  public String text(String pointer) {
    JsonNode node = at(pointer);
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    if (!node.isTextual()) {
      reject(pointer, "must be text");
      return "";
    }
    return node.textValue().isBlank() ? "" : node.textValue();
  }

  /** Returns whether there is a value at the pointer. */
  public boolean has(String pointer) {
    JsonNode node = at(pointer);
    return !node.isMissingNode() && !node.isNull();
  }

  /** The node at the pointer, missing node included. */
  public JsonNode at(String pointer) {
    return block.block().at(pointer);
  }

  /** The Secret key that the selector at the pointer names; empty if there is no selector. */
  public Optional<CredentialRef> credential(String pointer) {
    if (!has(pointer)) {
      return Optional.empty();
    }
    String name = text(pointer + "/name");
    String key = text(pointer + "/key");
    if (name.isEmpty() || key.isEmpty()) {
      reject(pointer, "needs name and key of a Secret");
    }
    CredentialRef ref = new CredentialRef(field(pointer), namespace(pointer), name, key);
    credentials.add(ref);
    return Optional.of(ref);
  }

  /** Rejects every field below the pointer that is not one of the names. */
  public void allow(String pointer, Set<String> names) {
    for (Iterator<String> fields = at(pointer).fieldNames(); fields.hasNext(); ) {
      String name = fields.next();
      if (!names.contains(name)) {
        reject(pointer + "/" + name, "is not supported by this version of Sealer; remove it");
      }
    }
  }

  /** Notes a problem; the first one is kept. */
  public void reject(String pointer, String text) {
    if (problem.isEmpty()) {
      problem = Optional.of(new StoreProvider.Parsed.Rejected(field(pointer), text));
    }
  }

  /** The credentials seen so far. */
  public List<CredentialRef> credentials() {
    return List.copyOf(credentials);
  }

  /** Returns the first problem; empty if there is none. */
  public Optional<StoreProvider.Parsed.Rejected> problem() {
    return problem;
  }

  /** Returns how often a call is tried again. */
  public StoreBlock.Retry retry() {
    return block.retry();
  }

  /** The first problem, or the blueprint. */
  public StoreProvider.Parsed finish(StoreBlueprint blueprint) {
    return problem
        .<StoreProvider.Parsed>map(found -> found)
        .orElseGet(() -> new StoreProvider.Parsed.Accepted(blueprint));
  }

  private String namespace(String pointer) {
    String named = text(pointer + "/namespace");
    if (block.cluster()) {
      return named;
    }
    if (!named.isEmpty() && !named.equals(block.namespace())) {
      reject(
          pointer + "/namespace",
          "a SecretStore reads Secrets of its own namespace only; use a ClusterSecretStore");
    }
    return block.namespace();
  }

  private String field(String pointer) {
    return path + pointer.replace('/', '.');
  }
}
