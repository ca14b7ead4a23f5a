package dev.sealer.externalsecrets.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.fetch.Fetched;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.Refresh;
import dev.sealer.externalsecrets.spec.RefreshPolicy;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.NullBytePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeletionPlannerTest {
  private static final StoreRef STORE = new StoreRef(StoreKind.SECRET_STORE, "s");
  private static final Instant REFRESHED = Instant.parse("2026-01-01T11:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Entry.Remote ENTRY =
      new Entry.Single(
          "spec.data[0]",
          STORE,
          new Entry.RemoteRef(
              StoreQuery.current("db"),
              "",
              Decoding.NONE,
              KeyConversion.DEFAULT,
              NullBytePolicy.IGNORE,
              List.of()),
          "password");
  private static final SourceId ID = SourceId.of(ENTRY);

  private static SourceState missingSince(Instant since, String origin) {
    return new SourceState(
        ID,
        List.of("password"),
        Optional.of(new SourceState.Absence(since, origin, Optional.empty())));
  }

  private static DeletionReview review(
      Fetched.Item.State found, List<SourceState> states, Duration seenHere) {
    List<String> keys = found == Fetched.Item.State.FOUND ? List.of("password") : List.of();
    return DeletionPlanner.review(
        List.of(new Fetched.Item(ENTRY, found, keys, "")),
        Map.of(STORE, "origin"),
        new DeletionPlanner.Past(
            states, Set.of("password", "more"), Map.of(ID, seenHere), Optional.of(REFRESHED), true),
        new DeletionPlanner.Rules(
            new Refresh(RefreshPolicy.PERIODIC, HOUR),
            DeletionPolicy.DELETE,
            true,
            DeletionLimits.DEFAULT),
        NOW);
  }

  private static DeletionReview missing(SourceState before, Duration seenHere) {
    return review(Fetched.Item.State.MISSING, List.of(before), seenHere);
  }

  @Test
  void goesWhenTheStatusAndThisProcessSawItMissingForLongEnough() {
    DeletionReview review = missing(missingSince(NOW.minus(HOUR), "origin"), HOUR);

    assertThat(review.waiting()).isEmpty();
    assertThat(review.leaving()).containsOnlyKeys(STORE);
  }

  @Test
  void staysForTheRestOfTheInterval() {
    Duration almost = HOUR.minusSeconds(1);
    DeletionReview review = missing(missingSince(NOW.minus(almost), "origin"), almost);

    assertThat(review.again()).contains(Duration.ofSeconds(1));
  }

  @Test
  void aClockThatWasWrongDoesNotShortenTheMinuteOfThisProcess() {
    SourceState before = missingSince(NOW.minus(Duration.ofDays(1)), "origin");

    assertThat(missing(before, Duration.ofSeconds(59)).again()).contains(Duration.ofSeconds(1));
    assertThat(missing(before, Duration.ofSeconds(60)).again()).isEmpty();
  }

  @Test
  void aTimeInTheFutureCountsAsNow() {
    DeletionReview review = missing(missingSince(NOW.plus(HOUR), "origin"), HOUR);

    assertThat(review.again()).contains(HOUR);
    assertThat(review.states()).containsExactly(missingSince(NOW, "origin"));
  }

  @Test
  void anotherStateOfTheStoreConfirmsNothing() {
    DeletionReview review = missing(missingSince(NOW.minus(HOUR), "former"), HOUR);

    assertThat(review.states()).containsExactly(missingSince(NOW, "origin"));
    assertThat(review.again()).contains(HOUR);
  }

  @Test
  void whatIsBrokenOrSilentLeavesTheStateAsItIs() {
    SourceState before = missingSince(NOW.minus(HOUR), "origin");

    for (Fetched.Item.State state :
        List.of(Fetched.Item.State.BROKEN, Fetched.Item.State.UNAVAILABLE)) {
      assertThat(review(state, List.of(before), HOUR).states()).containsExactly(before);
    }
  }

  @Test
  void aSourceThatFailsNamesTheTimeOfItsLastValueAndKeepsIt() {
    SourceState good = new SourceState(ID, List.of("password"), Optional.empty());
    for (Fetched.Item.State state :
        List.of(
            Fetched.Item.State.BROKEN,
            Fetched.Item.State.UNAVAILABLE,
            Fetched.Item.State.MISSING)) {
      List<SourceState> once = review(state, List.of(good), Duration.ZERO).states();
      assertThat(once)
          .singleElement()
          .extracting(SourceState::lastGood)
          .isEqualTo(Optional.of(REFRESHED));

      SourceState earlier =
          new SourceState(
              ID, once.getFirst().keys(), once.getFirst().absence(), Optional.of(NOW.minus(HOUR)));
      assertThat(review(state, List.of(earlier), HOUR).states())
          .singleElement()
          .extracting(SourceState::lastGood)
          .isEqualTo(Optional.of(NOW.minus(HOUR)));
    }
  }

  @Test
  void whatIsFoundIsNotMissingAnyMore() {
    SourceState before = missingSince(NOW.minus(HOUR), "origin");
    DeletionReview review = review(Fetched.Item.State.FOUND, List.of(before), HOUR);

    assertThat(review.states())
        .containsExactly(new SourceState(ID, List.of("password"), Optional.empty()));
    assertThat(review.missing()).isEmpty();
  }

  @Test
  void aStatusOfAnEarlierVersionCountsTheKeysThatAreThere() {
    DeletionReview review = review(Fetched.Item.State.MISSING, List.of(), Duration.ZERO);

    assertThat(review.states()).containsExactly(missingSince(NOW, "origin"));
  }

  @Test
  void whatWasRemovedIsRemovedOnce() {
    DeletionReview review = missing(missingSince(NOW.minus(HOUR), "origin"), HOUR);
    List<SourceState> removed = review.removedAt(NOW);

    assertThat(new DeletionReview(removed, Map.of(), Map.of()).leaving()).isEmpty();
    assertThat(new DeletionReview(removed, Map.of(), Map.of()).removedAt(NOW.plus(HOUR)))
        .isEqualTo(removed);
  }

  private static final Entry.Remote EXTRACT =
      new Entry.Extract(
          "spec.dataFrom[0]",
          STORE,
          new Entry.RemoteRef(
              StoreQuery.current("app"),
              "",
              Decoding.NONE,
              KeyConversion.DEFAULT,
              NullBytePolicy.IGNORE,
              List.of()));
  private static final SourceId OBJECT = SourceId.of(EXTRACT);
  private static final SourceId MEMBER = new SourceId(STORE, "app", "more", "");

  private static DeletionReview extracted(
      List<String> keys, List<SourceState> states, Refresh refresh, Duration seenHere) {
    return extracted(keys, states, refresh, seenHere, true);
  }

  private static DeletionReview extracted(
      List<String> keys,
      List<SourceState> states,
      Refresh refresh,
      Duration seenHere,
      boolean ofTarget) {
    return DeletionPlanner.review(
        List.of(new Fetched.Item(EXTRACT, Fetched.Item.State.FOUND, keys, "")),
        Map.of(STORE, "origin"),
        new DeletionPlanner.Past(
            states,
            Set.of("password", "more"),
            Map.of(MEMBER, seenHere),
            Optional.empty(),
            ofTarget),
        new DeletionPlanner.Rules(refresh, DeletionPolicy.RETAIN, true, DeletionLimits.DEFAULT),
        NOW);
  }

  private static SourceState droppedAt(Instant since) {
    return new SourceState(
        MEMBER,
        List.of("more"),
        Optional.of(new SourceState.Absence(since, "origin", Optional.empty())));
  }

  private static SourceState object(String... keys) {
    return new SourceState(OBJECT, List.of(keys), Optional.empty());
  }

  @Test
  void aKeyThatAnObjectDroppedStaysUntilASecondRefreshConfirmsIt() {
    Refresh hourly = new Refresh(RefreshPolicy.PERIODIC, HOUR);
    DeletionReview first =
        extracted(List.of("password"), List.of(object("more", "password")), hourly, Duration.ZERO);
    assertThat(first.dropped()).containsExactly(Map.entry(MEMBER, "more"));
    assertThat(first.waiting()).isEmpty();
    assertThat(first.states()).containsExactly(object("password"), droppedAt(NOW));
    assertThat(first.leaving()).isEmpty();

    DeletionReview second =
        extracted(
            List.of("password"),
            List.of(object("password"), droppedAt(NOW.minus(HOUR))),
            hourly,
            HOUR);
    assertThat(second.dropped()).isEmpty();
    assertThat(second.leaving()).containsOnlyKeys(STORE);
  }

  @Test
  void aKeyThatCameBackOrThatAnotherEntryFillsIsNotDropped() {
    Refresh hourly = new Refresh(RefreshPolicy.PERIODIC, HOUR);
    List<SourceState> before = List.of(object("password"), droppedAt(NOW.minus(HOUR)));

    assertThat(extracted(List.of("more", "password"), before, hourly, HOUR).states())
        .containsExactly(object("more", "password"));
  }

  @Test
  void theStatusOfAFormerSecretDoesNotSayWhatThisOneLost() {
    Refresh hourly = new Refresh(RefreshPolicy.PERIODIC, HOUR);
    List<SourceState> former =
        List.of(
            new SourceState(
                new SourceId(STORE, "other", "", ""), List.of("more"), Optional.empty()));

    assertThat(extracted(List.of("password"), former, hourly, Duration.ZERO, false).dropped())
        .containsExactly(Map.entry(MEMBER, "more"));
    // An edit of the specification takes keys away at once.
    assertThat(extracted(List.of("password"), former, hourly, Duration.ZERO, true).dropped())
        .isEmpty();
  }

  @Test
  void withoutAnIntervalADroppedKeyStays() {
    DeletionReview review =
        extracted(
            List.of("password"),
            List.of(object("password"), droppedAt(NOW.minus(Duration.ofDays(9)))),
            new Refresh(RefreshPolicy.ON_CHANGE, HOUR),
            Duration.ofDays(9));

    assertThat(review.dropped()).containsOnlyKeys(MEMBER);
  }
}
