package dev.sealer.externalsecrets.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.spec.CreationPolicy;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.Refresh;
import dev.sealer.externalsecrets.spec.RefreshPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.spec.Target;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.NullBytePolicy;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssemblyTest {

  private static final StoreRef STORE = new StoreRef(StoreKind.SECRET_STORE, "s");
  private static final GeneratedValues NONE = _ -> Map.of();
  private final Map<StoreQuery, StoreAnswer> answers = new HashMap<>();

  @Test
  void asksForEachValueOnceHoweverManyEntriesUseIt() {
    SyncSpec spec =
        new SyncSpec(
            new Refresh(RefreshPolicy.PERIODIC, Refresh.DEFAULT_INTERVAL),
            new Target("t", CreationPolicy.OWNER, DeletionPolicy.RETAIN, false, Optional.empty()),
            List.of(single("a", "k", "x"), single("b", "k", "y"), single("c", "l", "")));

    assertThat(spec.reads()).containsOnlyKeys(STORE);
    assertThat(spec.reads().get(STORE))
        .containsExactly(StoreQuery.current("k"), StoreQuery.current("l"));
  }

  @Test
  void laterEntriesReplaceEarlierKeys() {
    found("all", "{\"a\":\"extracted\",\"n\":1.50}");
    found("one", "single");

    assertThat(found(List.of(extract("all"), single("a", "one", ""))))
        .containsOnly(Map.entry("a", "single"), Map.entry("n", "1.50"));
  }

  @Test
  void aFailureNamesEntryKeyStoreAndCauseAndLeavesTheOthers() {
    found("good", "canary-2c1");
    answers.put(StoreQuery.current("bad"), StoreAnswer.Failure.denied("AccessDenied"));

    Fetched fetched =
        Assembly.assemble(
            List.of(single("a", "good", ""), single("b", "bad", "")), answers(), NONE);

    assertThat(fetched.data()).containsOnlyKeys("a");
    assertThat(fetched.first(Fetched.Item.State.BROKEN).orElseThrow())
        .contains("spec.data[b]", "\"bad\"", "SecretStore \"s\"", "AccessDenied")
        .doesNotContain("canary");
  }

  @Test
  void whatTimeCanHelpIsToldFromWhatIsBroken() {
    answers.put(StoreQuery.current("busy"), StoreAnswer.Failure.throttled("slow down"));
    answers.put(StoreQuery.current("away"), StoreAnswer.Failure.unavailable("refused"));
    answers.put(StoreQuery.current("odd"), StoreAnswer.Failure.refused("no such version"));
    answers.put(StoreQuery.current("gone"), new StoreAnswer.NotFound());

    Fetched fetched =
        Assembly.assemble(
            List.of(
                single("a", "busy", ""),
                single("b", "away", ""),
                single("c", "odd", ""),
                single("d", "gone", "")),
            answers(),
            NONE);

    assertThat(fetched.entries())
        .extracting(Fetched.Item::state)
        .containsExactly(
            Fetched.Item.State.UNAVAILABLE,
            Fetched.Item.State.UNAVAILABLE,
            Fetched.Item.State.BROKEN,
            Fetched.Item.State.MISSING);
  }

  @Test
  void aMissingPropertyIsAnErrorOrAMissingSecretAsTheStoreHasIt() {
    found("k", "{\"x\":\"1\"}");
    List<Entry> entries = List.of(single("a", "k", "y"));

    assertThat(Assembly.assemble(entries, answers(), NONE).entries())
        .extracting(Fetched.Item::state)
        .containsExactly(Fetched.Item.State.BROKEN);
    Map<StoreRef, StoreAnswers> lenient =
        Map.of(STORE, new StoreAnswers("o", 0, new PropertyDialect(false, true), answers));
    assertThat(Assembly.assemble(entries, lenient, NONE).entries())
        .extracting(Fetched.Item::state)
        .containsExactly(Fetched.Item.State.MISSING);
  }

  @Test
  void extractRefusesKeysThatNoSecretCanHold() {
    found("all", "{\"" + "k".repeat(254) + "\":\"v\"}");

    assertThat(
            Assembly.assemble(List.of(extract("all")), answers(), NONE)
                .first(Fetched.Item.State.BROKEN)
                .orElseThrow())
        .contains("rewrite");
  }

  @Test
  void aValueThatDoesNotDecodeIsNamedByItsKeyAndNotShown() {
    found("k", "canary-9d!");
    Entry.RemoteRef remote =
        new Entry.RemoteRef(
            StoreQuery.current("k"),
            "",
            Decoding.BASE64,
            KeyConversion.DEFAULT,
            NullBytePolicy.IGNORE,
            List.of());

    assertThat(
            Assembly.assemble(
                    List.of(new Entry.Single("spec.data[0]", STORE, remote, "pw")), answers(), NONE)
                .first(Fetched.Item.State.BROKEN)
                .orElseThrow())
        .contains("\"pw\"", "Base64")
        .doesNotContain("canary");
  }

  private Map<String, String> found(List<Entry> entries) {
    Map<String, String> texts = new HashMap<>();
    Fetched fetched = Assembly.assemble(entries, answers(), NONE);
    assertThat(fetched.entries()).allMatch(entry -> entry.is(Fetched.Item.State.FOUND));
    fetched
        .data()
        .forEach((k, v) -> texts.put(k, v.reveal(b -> new String(b, StandardCharsets.UTF_8))));
    return texts;
  }

  private Map<StoreRef, StoreAnswers> answers() {
    return Map.of(STORE, new StoreAnswers("o", 0, new PropertyDialect(true, false), answers));
  }

  private void found(String key, String value) {
    answers.put(StoreQuery.current(key), new StoreAnswer.Found(SecretBytes.ofUtf8(value), ""));
  }

  private static Entry single(String secretKey, String key, String property) {
    return new Entry.Single(
        "spec.data[" + secretKey + "]", STORE, remote(key, property), secretKey);
  }

  private static Entry extract(String key) {
    return new Entry.Extract("spec.dataFrom[0].extract", STORE, remote(key, ""));
  }

  private static Entry.RemoteRef remote(String key, String property) {
    return new Entry.RemoteRef(
        StoreQuery.current(key),
        property,
        Decoding.NONE,
        KeyConversion.DEFAULT,
        NullBytePolicy.IGNORE,
        List.of());
  }
}
