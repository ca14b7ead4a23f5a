package dev.sealer.externalsecrets;

import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.externalsecrets.store.aws.AwsSettings;
import dev.sealer.externalsecrets.store.aws.AwsStoreProvider;
import dev.sealer.externalsecrets.store.fake.FakeStoreProvider;
import dev.sealer.kube.controller.ControllerContext;
import java.util.List;

/** Makes the providers that ship with the operator. */
public final class BuiltInProviders {

  private BuiltInProviders() {}

  /** Returns providers that count their calls in the metrics of {@code context}. */
  public static List<StoreProvider> of(AwsSettings endpoints, ControllerContext context) {
    SyncMetrics calls = new SyncMetrics(context.metrics());
    return List.of(
        new FakeStoreProvider(), new AwsStoreProvider(endpoints, calls, context.platform().time()));
  }
}
