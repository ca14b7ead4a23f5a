package dev.sealer.externalsecrets.store.fake;

import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.secret.SecretBytes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Answers from memory; key and version must match exactly. */
final class FakeStoreClient implements SecretStoreClient {

  private final Map<SecretRead, SecretBytes> values;
  private final StoreHealth health;

  FakeStoreClient(Map<SecretRead, SecretBytes> values, StoreHealth health) {
    this.values = values;
    this.health = health;
  }

  @Override
  public Map<SecretRead, ReadResult> read(Collection<SecretRead> reads) {
    Map<SecretRead, ReadResult> answers = new HashMap<>();
    for (SecretRead read : reads) {
      answers.put(read, answer(read));
    }
    return answers;
  }

  private ReadResult answer(SecretRead read) {
    if (read.view() == SecretRead.View.METADATA) {
      return new ReadResult.Refused(
          "the fake provider keeps no metadata; remove metadataPolicy: Fetch");
    }
    SecretBytes value = values.get(read);
    return value == null
        ? new ReadResult.NotFound()
        : new ReadResult.Found(value.copy(), read.version());
  }

  @Override
  public PropertyDialect properties() {
    return new PropertyDialect(false, true);
  }

  @Override
  public StoreHealth validate() {
    return health;
  }

  @Override
  public void close() {
    values.values().forEach(SecretBytes::close);
  }
}
