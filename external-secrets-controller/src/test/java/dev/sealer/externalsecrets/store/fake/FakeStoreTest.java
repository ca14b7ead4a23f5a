package dev.sealer.externalsecrets.store.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.SecretStoreContract;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.store.StoreTraits;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FakeStoreTest extends SecretStoreContract {

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  protected SecretStoreClient holding(Map<String, String> texts) {
    ObjectNode block = JSON.createObjectNode();
    var data = block.putArray("data");
    texts.forEach((key, value) -> data.addObject().put("key", key).put("value", value));
    return open(block);
  }

  @Override
  protected StoreTraits traits() {
    return new FakeStoreProvider().traits();
  }

  /** The store object itself holds the values, as text. */
  @Override
  protected Set<Cell> doesNotApply() {
    return EnumSet.of(
        Cell.METADATA,
        Cell.BINARY,
        Cell.DENIED,
        Cell.THROTTLED,
        Cell.FAILED,
        Cell.STRANGE,
        Cell.TIME_OUT,
        Cell.UNREACHABLE,
        Cell.OVERSIZED,
        Cell.CLOSED_WHILE_READING);
  }

  @Override
  protected List<String> versions() {
    return List.of("v1", "v2");
  }

  @Override
  protected SecretStoreClient holding(String key, String older, String newer) {
    ObjectNode block = JSON.createObjectNode();
    var data = block.putArray("data");
    data.addObject().put("key", key).put("value", older).put("version", "v1");
    data.addObject().put("key", key).put("value", newer).put("version", "v2");
    return open(block);
  }

  @Test
  void keepsVersionsApart() throws Exception {
    try (SecretStoreClient store =
        open(
            JSON.readTree(
                """
                {"data":[{"key":"k","value":"one","version":"v1"},
                         {"key":"k","value":"two","version":"v2"}]}\
                """))) {
      assertThat(text(one(store, new StoreQuery.Value("k", "v2", StoreQuery.View.VALUE))))
          .isEqualTo("two");
    }
  }

  @Test
  void isAsHealthyAsItIsTold() throws Exception {
    try (SecretStoreClient unknown = open(JSON.readTree("{\"data\":[],\"validationResult\":1}"));
        SecretStoreClient broken = open(JSON.readTree("{\"data\":[],\"validationResult\":2}"))) {
      assertThat(unknown.validate()).isEqualTo(new StoreHealth.Unknown());
      assertThat(broken.validate()).isInstanceOf(StoreHealth.Invalid.class);
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(parse(JSON.readTree("{\"data\":[{\"key\":\"k\",\"valueMap\":{}}]}")))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class,
            rejected ->
                assertThat(rejected.field()).isEqualTo("spec.provider.fake.data.0.valueMap"));
  }

  private static SecretStoreClient open(JsonNode block) {
    return ((Parsed.Accepted) parse(block)).blueprint().open(Credentials.none());
  }

  private static Parsed parse(JsonNode block) {
    return new FakeStoreProvider()
        .parse(
            new StoreBlock(
                new StoreRef(StoreKind.SECRET_STORE, "fake"),
                "ns",
                block,
                StoreBlock.Retry.DEFAULT));
  }
}
