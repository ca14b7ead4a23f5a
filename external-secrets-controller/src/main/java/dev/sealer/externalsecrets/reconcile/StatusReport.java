package dev.sealer.externalsecrets.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.plan.Verdict;
import dev.sealer.externalsecrets.status.ConditionJson;
import dev.sealer.externalsecrets.status.SourceJson;
import dev.sealer.externalsecrets.status.SourceReport;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.externalsecrets.stores.UpstreamDeployment;
import dev.sealer.kube.Condition;
import dev.sealer.kube.Conditions;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.kube.redact.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in status, events and metrics what became of an ExternalSecret. */
final class StatusReport {

  /** Says that nothing is written. Ready stays as the other controller left it. */
  static final String HELD = "WritesHeld";

  private static final String FIELD_MANAGER = "external-secrets-controller";
  private static final Duration TIME_ALONE = Duration.ofMinutes(10);
  private static final int LONGEST_MESSAGE = 2048;

  private static final Logger LOG = LoggerFactory.getLogger(StatusReport.class);

  private final ResourceType type;
  private final ClusterObjects objects;
  private final EventRecorder events;
  private final SyncMetrics metrics;
  private volatile boolean sourcesRefused;

  StatusReport(
      ResourceType type, ClusterObjects objects, EventRecorder events, SyncMetrics metrics) {
    this.type = type;
    this.objects = objects;
    this.events = events;
    this.metrics = metrics;
  }

  /**
   * Returns the status after a refresh that began at a time and came to a good end.
   *
   * @param next when it is refreshed next; empty if time alone does not refresh it
   */
  ExternalSecretObject.Last succeeded(
      ExternalSecretObject object,
      RefreshResult.Good good,
      Instant began,
      String binding,
      Optional<Instant> next) {
    return new ExternalSecretObject.Last(
        Optional.of(began.truncatedTo(ChronoUnit.SECONDS)),
        object.source().version(),
        conditions(object, good.verdict(), began),
        binding,
        good.sources().orElse(object.last().report()),
        // A time that is over before it may be written again tells nothing.
        next.filter(at -> Duration.between(began, at).compareTo(TIME_ALONE) >= 0));
  }

  /** The status after anything else: what was true of the last good refresh stays. */
  ExternalSecretObject.Last failed(
      ExternalSecretObject object, Verdict verdict, Instant at, SourceReport sources) {
    ExternalSecretObject.Last last = object.last();
    return new ExternalSecretObject.Last(
        last.refreshTime(),
        last.synced(),
        conditions(object, verdict, at),
        last.binding(),
        sources,
        Optional.empty());
  }

  /** A new time alone is not worth a write each minute. */
  ExternalSecretObject.Last withOldTime(
      ExternalSecretObject.Last before, ExternalSecretObject.Last next) {
    ExternalSecretObject.Last sameTime =
        new ExternalSecretObject.Last(
            before.refreshTime(),
            next.synced(),
            next.conditions(),
            next.binding(),
            next.report(),
            before.next());
    boolean young =
        before
            .refreshTime()
            .flatMap(old -> next.refreshTime().map(now -> Duration.between(old, now)))
            .filter(age -> !age.isNegative() && age.compareTo(TIME_ALONE) < 0)
            .isPresent();
    return young && sameTime.equals(before) ? before : next;
  }

  /**
   * Returns the status that tells of an External Secrets Operator; empty if the present one does.
   */
  Optional<ExternalSecretObject.Last> held(
      ExternalSecretObject object, Optional<UpstreamDeployment> rival, Instant now) {
    Conditions before = object.last().conditions();
    Conditions after =
        rival
            .map(other ->
                before.set(
                    new Condition(
                        HELD,
                        Condition.Status.TRUE,
                        "ExternalSecretsOperatorRunning",
                        "External Secrets Operator runs ("
                            + other
                            + "), so nothing is written; scale it to 0, or give the two"
                            + " controllers classes of their own",
                        0,
                        now)))
            .orElseGet(() -> before.without(HELD));
    return after.equals(before) ? Optional.empty() : Optional.of(object.last().with(after));
  }

  private static Conditions conditions(ExternalSecretObject object, Verdict verdict, Instant at) {
    return object
        .last()
        .conditions()
        .set(
            new Condition(
                "Ready",
                verdict.ready() ? Condition.Status.TRUE : Condition.Status.FALSE,
                verdict.reason(),
                Redaction.text(verdict.message(), LONGEST_MESSAGE),
                0,
                at));
  }

  /**
   * Writes a status if it differs from the present one, and if nobody changed the ExternalSecret
   * since it was read.
   *
   * @return what kept it from being written
   */
  Optional<String> write(ExternalSecretObject object, ExternalSecretObject.Last next) {
    metrics.ready(object.key(), next.conditions().isTrue("Ready"));
    if (next.equals(object.last())) {
      return Optional.empty();
    }
    ObjectNode status = Json.object();
    next.refreshTime().ifPresent(time -> status.put("refreshTime", time.toString()));
    if (!next.synced().isEmpty()) {
      status.put("syncedResourceVersion", next.synced());
    }
    if (!next.binding().isEmpty()) {
      status.putObject("binding").put("name", next.binding());
    }
    status.set("conditions", ConditionJson.of(next.conditions()));
    ObjectRef target = new ObjectRef(type, object.key());
    // A former leader that was frozen must not write over what the present one knows.
    StatusWrite how = StatusWrite.apply(FIELD_MANAGER).onlyAt(object.resourceVersion());
    WriteResult result = write(target, status, next, how);
    return result instanceof WriteResult.Applied
        ? Optional.empty()
        : Optional.of("status not written: " + result);
  }

  /**
   * External Secrets Operator's own definition of the kind has no sources. Without them nothing is
   * ever removed because it is missing, since nothing is known of an earlier refresh.
   */
  private WriteResult write(
      ObjectRef target, ObjectNode status, ExternalSecretObject.Last next, StatusWrite how) {
    ObjectNode complete = status.deepCopy();
    SourceJson.put(complete, next.report());
    next.next().ifPresent(at -> complete.put("nextRefresh", at.toString()));
    if (sourcesRefused || complete.size() == status.size()) {
      return objects.writeStatus(target, status, how);
    }
    WriteResult result = objects.writeStatus(target, complete, how);
    if (result instanceof WriteResult.Refused refused
        && refused.message().contains("not declared in schema")) {
      sourcesRefused = true;
      LOG.warn("the definition of ExternalSecret has no status.sources; install the one of Sealer");
      return objects.writeStatus(target, status, how);
    }
    return result;
  }

  /** Tells of a change. */
  void event(
      ExternalSecretObject object, EventRecorder.Type severity, String reason, String message) {
    events.record(Subject.of(type, object.key(), object.source().uid()), severity, reason, message);
  }
}
