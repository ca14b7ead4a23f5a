package dev.sealer.externalsecrets.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the fields of one provider block, remembers the first thing that is wrong, and collects the
 * credentials on its way, under the rules of {@link CredentialScope}.
 */
public final class BlockReader {

  private static final Pattern OBJECT_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,252}");

  private final StoreBlock block;
  private final String path;
  private final CredentialScope scope;
  private final List<CredentialNeed> credentials = new ArrayList<>();
  private Optional<StoreProvider.Parsed.Rejected> problem = Optional.empty();

  /**
   * Starts a block.
   *
   * @param path where the block is, such as {@code spec.provider.aws}
   */
  public BlockReader(StoreBlock block, String path) {
    this.block = block;
    this.path = path;
    this.scope = new CredentialScope(block.cluster(), block.namespace());
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
  public Optional<CredentialNeed.SecretKey> credential(String pointer) {
    if (!has(pointer)) {
      return Optional.empty();
    }
    String name = text(pointer + "/name");
    String key = text(pointer + "/key");
    if (name.isEmpty() || key.isEmpty()) {
      reject(pointer, "needs name and key of a Secret");
    }
    return Optional.of(
        needed(new CredentialNeed.SecretKey(field(pointer), namespace(pointer), name, key)));
  }

  private <N extends CredentialNeed> N needed(N need) {
    credentials.add(need);
    return need;
  }

  /**
   * The token of the ServiceAccount that the selector at the pointer names, for the audiences that
   * it lists; empty if there is no selector.
   */
  public Optional<CredentialNeed.ServiceAccountToken> serviceAccount(
      String pointer, Duration lifetime) {
    if (!has(pointer)) {
      return Optional.empty();
    }
    allow(pointer, Set.of("name", "namespace", "audiences"));
    String name = text(pointer + "/name");
    if (!OBJECT_NAME.matcher(name).matches()) {
      reject(pointer + "/name", "must be the name of a ServiceAccount");
    }
    List<String> audiences = new ArrayList<>();
    for (int i = 0; i < at(pointer + "/audiences").size(); i++) {
      audiences.add(text(pointer + "/audiences/" + i));
    }
    return Optional.of(
        needed(
            new CredentialNeed.ServiceAccountToken(
                field(pointer), namespace(pointer), name, audiences, lifetime)));
  }

  /** An annotation of the ServiceAccount that {@code account} names. */
  public CredentialNeed.ServiceAccountAnnotation annotation(
      CredentialNeed.ServiceAccountToken account, String annotation, boolean required) {
    return needed(
        new CredentialNeed.ServiceAccountAnnotation(
            account.field() + ", annotation " + annotation,
            account.namespace(),
            account.name(),
            annotation,
            required));
  }

  /**
   * The certificates that {@code caBundle} (base64 of PEM) or {@code caProvider} below the pointer
   * state; empty if there is neither. In a ClusterSecretStore, {@code caProvider} must name a
   * namespace: users of the store do not decide whom its server is verified by.
   */
  public Optional<CaBundle> caBundle(String pointer) {
    String inline = text(pointer + "/caBundle");
    if (!inline.isEmpty()) {
      return inline(pointer + "/caBundle", inline);
    }
    String provider = pointer + "/caProvider";
    if (!has(provider)) {
      return Optional.empty();
    }
    allow(provider, Set.of("type", "name", "key", "namespace"));
    String name = text(provider + "/name");
    String key = text(provider + "/key");
    if (name.isEmpty() || key.isEmpty()) {
      reject(provider, "needs name and key");
    }
    String namespace = namespace(provider);
    if (namespace.isEmpty()) {
      reject(provider + "/namespace", CredentialScope.UNNAMED);
    }
    return switch (text(provider + "/type")) {
      case "Secret" -> kept(new CredentialNeed.SecretKey(field(provider), namespace, name, key));
      case "ConfigMap" ->
          kept(new CredentialNeed.ConfigMapKey(field(provider), namespace, name, key));
      default -> {
        reject(provider + "/type", "must be Secret or ConfigMap");
        yield Optional.empty();
      }
    };
  }

  private Optional<CaBundle> kept(CredentialNeed place) {
    return Optional.of(new CaBundle.Kept(needed(place)));
  }

  private Optional<CaBundle> inline(String pointer, String base64) {
    try {
      byte[] pem = Base64.getDecoder().decode(base64);
      return Optional.of(new CaBundle.Inline(new String(pem, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException notBase64) {
      reject(pointer, "must be base64 of certificates in PEM");
      return Optional.empty();
    }
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
  public List<CredentialNeed> credentials() {
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
    return scope
        .of(text(pointer + "/namespace"))
        .orElseGet(() -> {
          reject(pointer + "/namespace", CredentialScope.OUTSIDE);
          return block.namespace();
        });
  }

  private String field(String pointer) {
    return path + pointer.replace('/', '.');
  }
}
