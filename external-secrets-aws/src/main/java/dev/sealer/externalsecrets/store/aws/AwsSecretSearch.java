package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.NamePattern;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Lists the names of secrets in pages of a hundred. */
final class AwsSecretSearch {

  /** The most secrets that a search may find: a Secret of more keys would hardly fit. */
  static final int MOST = 1_000;

  private static final String OPERATION = "ListSecrets";
  private static final int PAGE = 100;

  private final SecretsManagerClient client;
  private final String prefix;
  private final ApiCalls calls;

  /** Finds secrets whose names begin with {@code prefix}, which is not part of the result. */
  AwsSecretSearch(SecretsManagerClient client, String prefix, ApiCalls calls) {
    this.client = client;
    this.prefix = prefix;
    this.calls = calls;
  }

  StoreAnswer find(StoreQuery.Search search) {
    NamePattern pattern = NamePattern.of(search);
    List<String> names = new ArrayList<>();
    String next = null;
    try {
      do {
        ListSecretsResponse page = page(search, next);
        page.secretList().stream()
            .filter(secret -> hasTags(secret, search.tags()))
            .flatMap(this::key)
            .filter(pattern::matches)
            .forEach(names::add);
        next = page.nextToken();
      } while (next != null && names.size() <= MOST);
    } catch (SdkException e) {
      StoreAnswer answer = AwsFailures.answer(e, OPERATION);
      return answer instanceof StoreAnswer.NotFound
          ? StoreAnswer.Failure.unavailable(OPERATION + ": AWS found nothing to list")
          : answer;
    }
    return names.size() > MOST
        ? StoreAnswer.Failure.refused(
            "more than " + MOST + " secrets match; narrow find.path, find.name or find.tags")
        : new StoreAnswer.Listed(names);
  }

  /** The name without the prefix; nothing for a secret outside of it. */
  private Stream<String> key(SecretListEntry secret) {
    return Stream.ofNullable(secret.name())
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()));
  }

  private ListSecretsResponse page(StoreQuery.Search search, @Nullable String token) {
    ListSecretsRequest.Builder request =
        ListSecretsRequest.builder().maxResults(PAGE).filters(filters(search));
    if (token != null) {
      request.nextToken(token);
    }
    boolean success = false;
    try {
      ListSecretsResponse response = client.listSecrets(request.build());
      success = true;
      return response;
    } finally {
      calls.ended(AwsSecretsManagerClient.PROVIDER, OPERATION, success);
    }
  }

  /** The filters of AWS only narrow: keys and values of tags need not belong together there. */
  private List<Filter> filters(StoreQuery.Search search) {
    List<Filter> filters = new ArrayList<>();
    String path = prefix + search.path();
    if (!path.isEmpty()) {
      filters.add(filter(FilterNameStringType.NAME, path));
    }
    search
        .tags()
        .forEach((key, value) -> {
          filters.add(filter(FilterNameStringType.TAG_KEY, key));
          filters.add(filter(FilterNameStringType.TAG_VALUE, value));
        });
    return filters;
  }

  private static Filter filter(FilterNameStringType name, String value) {
    return Filter.builder().key(name).values(value).build();
  }

  private static boolean hasTags(SecretListEntry secret, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(tag ->
            secret.tags().stream()
                .filter(has -> tag.getKey().equals(has.key()))
                .map(Tag::value)
                .anyMatch(tag.getValue()::equals));
  }
}
