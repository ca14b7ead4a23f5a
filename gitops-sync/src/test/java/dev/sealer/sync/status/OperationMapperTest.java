package dev.sealer.sync.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.argoproj.ApplicationStatus.OperationState;
import dev.sealer.crds.argoproj.NameValue;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.plan.operation.OperationLife;
import dev.sealer.sync.plan.operation.OperationLife.Outcome;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.yaml.KubeYaml;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sync is read from a status and written back without a change. */
final class OperationMapperTest {

  private static OperationState state(String yaml) {
    return Json.typed(KubeYaml.readDocument(yaml, "state").content(), OperationState.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phase: Running",
        "phase: Terminating",
        "phase: Running\nfinishedAt: '2026-01-01T00:01:00Z'\nretryCount: 2",
        "phase: Succeeded\nfinishedAt: '2026-01-01T00:01:00Z'\nmessage: done",
        "phase: Failed\nfinishedAt: '2026-01-01T00:01:00Z'",
        "phase: Error\nfinishedAt: '2026-01-01T00:01:00Z'",
      })
  void readAndWrittenBack(String life) {
    OperationState state =
        state(
            life
                + """

                startedAt: '2026-01-01T00:00:00Z'
                operation: {sync: {prune: true}, initiatedBy: {automated: true}}
                syncResult:
                  revision: abc
                  source: {repoURL: 'https://git.example.com/app', path: app}
                  resources:
                  - {group: '', version: v1, kind: ConfigMap, namespace: a, name: b, status: Synced, message: created, syncPhase: Sync, images: [x]}
                  - {group: batch, version: v1, kind: Job, namespace: a, name: c, status: SyncFailed, hookType: PreSync, hookPhase: Failed, syncPhase: PreSync}
                """);

    assertThat(OperationMapper.write(OperationMapper.read(state).orElseThrow())).isEqualTo(state);
  }

  @Test
  void theContentOfASyncIsKeptWithWhatItTellsOfItself() {
    OperationState state =
        state(
            """
            phase: Running
            startedAt: '2026-01-01T00:00:00Z'
            operation:
              sync: {prune: true}
              info: [{name: reason, value: release}, {name: sealer.dev/content, value: 00ff}]
            syncResult: {revision: abc, source: {repoURL: 'https://git.example.com/app'}}
            """);
    SyncOperation read = OperationMapper.read(state).orElseThrow();

    assertThat(read.target().key().digest()).isEqualTo("00ff");
    assertThat(read.request().info()).containsExactly(new NameValue("reason", "release"));
    assertThat(OperationMapper.write(read)).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"Paused, 2026-01-01T00:00:00Z", "'', not a time"})
  void whatAnotherProgramWroteIsReadAsAnError(String phase, String started) {
    SyncOperation read =
        OperationMapper.read(
                state("{phase: '" + phase + "', startedAt: '" + started + "', operation: {}}"))
            .orElseThrow();

    assertThat(read.life())
        .isEqualTo(
            new OperationLife.Ended(
                Outcome.ERROR,
                started.startsWith("2026") ? Instant.parse(started) : Instant.EPOCH));
  }
}
