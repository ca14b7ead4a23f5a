package dev.sealer.sync.plan.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.crds.argoproj.AppProjectSpec;
import dev.sealer.crds.argoproj.Destination;
import dev.sealer.kube.client.Json;
import dev.sealer.yaml.KubeYaml;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the windows of a project let an Application sync. */
final class SyncWindowsTest {

  private static final Destination HERE =
      new Destination("https://kubernetes.default.svc", null, "shop");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Plain fields, lists, ranges, steps and names.
        "0 22 * * *          |UTC           |2026-01-01T22:00:00Z|2026-01-02T22:00:00Z",
        "*/15 * * * *        |UTC           |2026-01-01T00:00:00Z|2026-01-01T00:15:00Z",
        "50/5 * * * *        |UTC           |2026-01-01T00:50:00Z|2026-01-01T00:55:00Z",
        "0 8-10,20 * * *     |UTC           |2026-01-01T10:00:00Z|2026-01-01T20:00:00Z",
        "0 0 * JAN Mon-wed   |UTC           |2026-01-07T00:00:00Z|2026-01-12T00:00:00Z",
        "0 0 ? * sun         |UTC           |2026-02-01T00:00:00Z|2026-02-08T00:00:00Z",
        // Both days are restricted: either one is enough.
        "0 0 13 * fri        |UTC           |2026-02-27T00:00:00Z|2026-03-06T00:00:00Z",
        "0 0 13 * fri        |UTC           |2026-05-08T00:00:00Z|2026-05-13T00:00:00Z",
        "0 0 29 2 *          |UTC           |2026-01-01T00:00:00Z|2028-02-29T00:00:00Z",
        "0 0 31 * *          |UTC           |2026-03-31T00:00:00Z|2026-05-31T00:00:00Z",
        // A year of Berlin: an hour is skipped on 29 March and occurs twice on 25 October.
        "0 22 * * *          |Europe/Berlin |2026-01-15T00:00:00Z|2026-01-15T21:00:00Z",
        "0 22 * * *          |Europe/Berlin |2026-07-15T00:00:00Z|2026-07-15T20:00:00Z",
        "30 2 * * *          |Europe/Berlin |2026-03-28T12:00:00Z|2026-03-29T01:30:00Z",
        "30 2 * * *          |Europe/Berlin |2026-03-29T01:30:00Z|2026-03-30T00:30:00Z",
        "30 2 * * *          |Europe/Berlin |2026-10-24T12:00:00Z|2026-10-25T00:30:00Z",
        "30 2 * * *          |Europe/Berlin |2026-10-25T00:30:00Z|2026-10-26T01:30:00Z",
        "30 * * * *          |Europe/Berlin |2026-10-25T00:30:00Z|2026-10-25T01:30:00Z",
        "30 * * * *          |Europe/Berlin |2026-03-29T00:30:00Z|2026-03-29T01:30:00Z",
        // Midnight itself is skipped, and a zone of half an hour.
        "0 0 * * *           |America/Santiago |2026-09-05T12:00:00Z|2026-09-06T04:00:00Z",
        "0 9 * * *           |Asia/Kolkata  |2026-01-01T00:00:00Z|2026-01-01T03:30:00Z",
      })
  void aScheduleOpensAt(String schedule, String zone, Instant after, Instant next) {
    assertThat(CronSchedule.parse(schedule).next(after, ZoneId.of(zone))).contains(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 7",
        "*/0 * * * *",
        "5-1 * * * *",
        "1-2-3 * * * *",
        "a * * * *",
        "1/2/3 * * * *",
        "-1 * * * *",
        "1, * * * *",
        "@daily",
        "mon * * * *",
      })
  void aScheduleThatIsNotOneIsRefused(String schedule) {
    assertThatThrownBy(() -> CronSchedule.parse(schedule))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDateThatNeverComesIsFound() {
    assertThat(CronSchedule.parse("0 0 30 2 *").next(Instant.EPOCH, ZoneId.of("UTC"))).isEmpty();
  }

  private static SyncWindows windows(String yaml) {
    AppProjectSpec project =
        Json.typed(
            KubeYaml.readDocument("{syncWindows: [" + yaml + "]}", "test").content(),
            AppProjectSpec.class);
    assertThat(SyncWindows.problem(project.syncWindows())).isEmpty();
    return SyncWindows.of(project.syncWindows(), "web", HERE);
  }

  private static final String NIGHT = "schedule: '0 22 * * *', duration: 2h";
  private static final String DAY = "schedule: '0 8 * * *', duration: 8h";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                     |23:00|yes|yes",
        "{kind: deny, N, applications: [web]}                   |23:00|no |no",
        "{kind: deny, N, applications: [web]}                   |22:00|no |no",
        "{kind: deny, N, applications: [web]}                   |00:00|yes|yes",
        "{kind: deny, N, applications: [web]}                   |12:00|yes|yes",
        "{kind: deny, N, applications: [web], manualSync: true} |23:00|no |yes",
        "{kind: allow, D, applications: ['*']}                  |09:00|yes|yes",
        "{kind: allow, D, applications: ['*']}                  |17:00|no |no",
        "{kind: allow, D, applications: ['*'], manualSync: true}|17:00|no |yes",
        "{kind: allow, D, applications: [other]}                |17:00|yes|yes",
        "{kind: allow, D, namespaces: ['sh*']}                  |17:00|no |no",
        "{kind: allow, D, clusters: [in-cluster]}               |17:00|no |no",
        "{kind: allow, D, clusters: ['https://*']}              |17:00|no |no",
        "{kind: deny, N, applications: [x], namespaces: [shop]} |23:00|no |no",
        "{kind: deny, N, applications: [x], namespaces: [shop], andOperator: true}  |23:00|yes|yes",
        "{kind: deny, N, applications: [web], namespaces: [shop], andOperator: true}|23:00|no |no",
        "{kind: deny, N}                                        |23:00|yes|yes",
        "{kind: deny, D, applications: [web]}, {kind: allow, D, applications: [web]}  |09:00|no |no",
        "{kind: allow, D, applications: [web]}, {kind: allow, N, applications: [web]} |09:00|yes|yes",
        "{kind: deny, N, applications: [web], manualSync: true}, {kind: deny, N, applications:"
            + " [web]}|23:00|no|no",
      })
  void aSyncMayHappen(String yaml, String time, String automated, String manual) {
    SyncWindows windows = windows(yaml.replace("N", NIGHT).replace("D", DAY));
    Instant now = Instant.parse("2026-06-01T" + time + ":00Z");

    assertThat(windows.hold(false, now).isEmpty()).isEqualTo(automated.equals("yes"));
    assertThat(windows.hold(true, now).isEmpty()).isEqualTo(manual.equals("yes"));
  }

  @Test
  void theHoldEndsWithTheLastWindowThatFollows() {
    SyncWindows windows =
        windows(
            "{kind: deny, schedule: '0 22 * * *', duration: 2h, applications: [web]}, {kind: deny,"
                + " schedule: '0 0 * * *', duration: 3h, applications: [web]}");

    assertThat(windows.hold(false, Instant.parse("2026-06-01T23:00:00Z")).orElseThrow().until())
        .contains(Instant.parse("2026-06-02T03:00:00Z"));
  }

  @Test
  void aSyncThatHasBegunMayOverrunOnlyIfItWasAllowed() {
    SyncWindows windows =
        windows("{kind: deny, " + NIGHT + ", applications: [web], syncOverrun: true}");
    Instant night = Instant.parse("2026-06-01T23:00:00Z");

    assertThat(windows.hold(false, night.minusSeconds(7200), night)).isEmpty();
    assertThat(windows.hold(false, night.minusSeconds(60), night)).isPresent();
    assertThat(windows.hold(false, night)).isPresent();
  }

  @Test
  void aWindowThatNeverOpensIsNamed() {
    SyncWindows windows =
        windows("{kind: allow, schedule: '0 0 30 2 *', duration: 1h, applications: [web]}");

    assertThat(windows.hold(false, Instant.EPOCH))
        .hasValueSatisfying(hold -> {
          assertThat(hold.until()).isEmpty();
          assertThat(hold.message())
              .isEqualTo(
                  "held by the allow window \"0 0 30 2 *\" (1h, Z) of the project, which is closed");
        });
  }
}
