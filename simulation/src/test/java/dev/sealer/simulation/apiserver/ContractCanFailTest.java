package dev.sealer.simulation.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.platform.Time;
import dev.sealer.simulation.apply.ApplyConflictException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A server that behaves differently on purpose does not pass the contract. */
final class ContractCanFailTest {

  /** Overwrites what others wrote meanwhile. */
  static final class LostUpdates extends ApiServerContract {
    private final ContractClient client =
        InMemoryContract.client(
            new Behavior() {
              @Override
              public ObjectWriter writer(
                  ObjectStore store, Time time, RandomGenerator uids, WriteJournal journal) {
                return new ObjectWriter(store, time, uids, journal) {
                  @Override
                  void checkVersion(WriteCall call, JsonNode old, ObjectNode object) {
                    object.withObject("/metadata").remove("resourceVersion");
                    super.checkVersion(call, old, object);
                  }
                };
              }
            });

    @Override
    public ContractClient client() {
      return client;
    }
  }

  /** Keeps fields that their manager no longer applies. */
  static final class KeptFields extends ApiServerContract {
    private final ContractClient client =
        InMemoryContract.client(
            new Behavior() {
              @Override
              public ApplyRequests applies(Supplier<String> now) {
                return new ForgetfulApplies(now);
              }
            });

    @Override
    public ContractClient client() {
      return client;
    }
  }

  private static final class ForgetfulApplies extends ApplyRequests {
    ForgetfulApplies(Supplier<String> now) {
      super(now);
    }

    @Override
    ObjectNode merge(WriteCall call, @Nullable ObjectNode old, JsonNode body, boolean force)
        throws ApplyConflictException {
      ObjectNode forgotten = old == null ? null : old.deepCopy();
      if (forgotten != null
          && forgotten.path("metadata").path("managedFields") instanceof ArrayNode entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
          if (entries.path(i).path("manager").asText().equals(call.manager())) {
            entries.remove(i);
          }
        }
      }
      return super.merge(call, forgotten, body, force);
    }
  }

  /** Deletes objects that still have finalizers. */
  static final class IgnoredFinalizers extends ApiServerContract {
    private final ContractClient client =
        InMemoryContract.client(
            new Behavior() {
              @Override
              public DeleteRequests deletions(ObjectStore store, ObjectWriter writer) {
                return new DeleteRequests(store, writer) {
                  @Override
                  List<String> finalizers(WriteCall call, JsonNode old, String propagation) {
                    return List.of();
                  }
                };
              }
            });

    @Override
    public ContractClient client() {
      return client;
    }
  }

  private static final class Failed implements TestExecutionListener {
    private final Set<String> names = new TreeSet<>();
    private int run;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        run++;
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
          names.add(test.getDisplayName());
        }
      }
    }
  }

  private static Set<String> failuresOf(Class<? extends ApiServerContract> contract) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build();
    Failed failed = new Failed();
    LauncherFactory.create().execute(request, failed);
    assertThat(failed.run).isGreaterThan(90);
    return failed.names;
  }

  @Test
  void itFailsWhenAnOldVersionOverwritesANewerOne() {
    assertThat(failuresOf(LostUpdates.class))
        .contains("aMergePatchOnAnOldVersionIsAConflict()")
        .contains("anApplyWithAVersionChangesOnlyThatVersion()");
  }

  @Test
  void itFailsWhenFieldsStayThatAreNoLongerApplied() {
    assertThat(failuresOf(KeptFields.class)).contains("whatIsNoLongerAppliedGoes()");
  }

  @Test
  void itFailsWhenFinalizersAreIgnored() {
    assertThat(failuresOf(IgnoredFinalizers.class))
        .contains("aDeletionWithFinalizersKeepsTheWholeObject()");
  }

  @Test
  void itPassesOnTheServerAsItIs() {
    assertThat(failuresOf(SimApiServerContractTest.class)).isEmpty();
  }
}
