package dev.sealer.simulation.apiserver;

import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A watch that was refused: its one line is the failure. */
final class RefusedStream implements Lines {

  private final ApiAnswer answer;
  private boolean said;

  RefusedStream(ApiAnswer answer) {
    this.answer = answer;
  }

  @Override
  public int code() {
    return answer.code();
  }

  @Override
  public byte @Nullable [] next(Duration idle) {
    if (said) {
      return null;
    }
    said = true;
    return Json.text(answer.body()).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    said = true;
  }
}
