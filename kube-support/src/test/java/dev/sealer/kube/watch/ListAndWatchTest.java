package dev.sealer.kube.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a real API server rarely does on demand: expire a version, break a stream, send nonsense.
 * The server here plays a script of answers; each request takes the next.
 */
final class ListAndWatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * @param open whether the stream stays open after its lines
   */
  private record Answer(int code, List<String> lines, boolean open) {}

  private final BlockingQueue<Answer> script = new LinkedBlockingQueue<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private KubernetesClient client;
  private ObjectWatch<ObjectMetadata> watch;

  ListAndWatchTest() throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .build();
    this.client = new KubernetesClientBuilder().withConfig(config).build();
    this.watch =
        MetadataWatch.of(
            new HttpApiClient(client),
            ResourceType.SECRET,
            WatchScope.in(List.of("ns")),
            List.of(new Telling()));
  }

  private final class Telling implements WatchHandler<ObjectMetadata> {
    @Override
    public void added(ObjectMetadata object) {
      told.add("added " + object.key().name());
    }

    @Override
    public void changed(ObjectMetadata old, ObjectMetadata object) {
      told.add("changed " + object.key().name() + " to " + object.resourceVersion());
    }

    @Override
    public void removed(ObjectMetadata last) {
      told.add("removed " + last.key().name());
    }
  }

  @BeforeEach
  void serve() {
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    watch.close();
    client.close();
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().getQuery());
      Answer answer = script.poll();
      if (answer == null) {
        answer = new Answer(200, List.of(), true);
      }
      exchange.sendResponseHeaders(answer.code(), 0);
      OutputStream out = exchange.getResponseBody();
      for (String line : answer.lines()) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
      if (answer.open()) {
        end.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listAnswer(String version, String more, String... names) {
    List<String> items = new ArrayList<>();
    for (String name : names) {
      items.add(object(name, name + "-uid", "1"));
    }
    script.add(
        new Answer(
            200,
            List.of(
                "{\"metadata\":{\"resourceVersion\":\"%s\",\"continue\":\"%s\"},\"items\":[%s]}"
                    .formatted(version, more, String.join(",", items))),
            false));
  }

  private static String object(String name, String uid, String version) {
    return "{\"metadata\":{\"namespace\":\"ns\",\"name\":\"%s\",\"uid\":\"%s\",\"resourceVersion\":\"%s\"}}"
        .formatted(name, uid, version);
  }

  private static String event(String type, String object) {
    return "{\"type\":\"%s\",\"object\":%s}".formatted(type, object);
  }

  private void stream(boolean open, String... events) {
    script.add(new Answer(200, List.of(events), open));
  }

  private void begin() throws InterruptedException {
    watch.start(JdkPlatform.standard());
    assertThat(watch.awaitSynced(PATIENCE)).isTrue();
  }

  @Test
  void putsPagesTogether() throws Exception {
    listAnswer("10", "more", "a", "b");
    listAnswer("10", "", "c");
    begin();

    assertThat(told).containsExactly("added a", "added b", "added c");
    assertThat(asked.get(1)).contains("continue=more");
  }

  @Test
  void goesOnFromTheLastBookmarkWhenAStreamEnds() throws Exception {
    listAnswer("10", "", "a");
    stream(
        false,
        event("MODIFIED", object("a", "a-uid", "11")),
        event("BOOKMARK", object("ignored", "", "42")));
    stream(true, event("DELETED", object("a", "a-uid", "43")));
    begin();

    await().until(() -> told.contains("removed a"));
    assertThat(told).containsExactly("added a", "changed a to 11", "removed a");
    assertThat(asked.get(1)).contains("resourceVersion=10").contains("allowWatchBookmarks=true");
    assertThat(asked.get(2)).contains("resourceVersion=42");
  }

  @Test
  void saysUpToWhichVersionItHasSeenEverything() throws Exception {
    assertThat(watch.seenVersion("ns")).as("not started").isEmpty();
    listAnswer("10", "", "a");
    stream(
        true,
        event("MODIFIED", object("a", "a-uid", "11")),
        event("BOOKMARK", object("ignored", "", "42")));
    begin();

    await().until(() -> watch.seenVersion("ns").equals("42"));
    assertThat(watch.seenVersion("other")).as("not watched").isEmpty();
  }

  @Test
  void listsAgainWhenTheVersionExpiredAndTellsWhatHappenedMeanwhile() throws Exception {
    listAnswer("10", "", "a", "b");
    stream(true, event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\"}"));
    listAnswer("90", "", "b", "c");
    begin();

    await().until(() -> told.size() == 4);
    assertThat(told).containsExactly("added a", "added b", "added c", "removed a");
    await().until(() -> asked.size() >= 4);
    assertThat(asked.get(3)).contains("resourceVersion=90");
  }

  @Test
  void listsAgainWhenTheWatchItselfIsRefusedAsGone() throws Exception {
    listAnswer("10", "", "a");
    script.add(new Answer(410, List.of("{\"kind\":\"Status\",\"code\":410}"), false));
    listAnswer("90", "", "a");
    begin();

    await().until(() -> asked.size() >= 4);
    assertThat(asked.get(3)).contains("resourceVersion=90");
    assertThat(told).as("nothing had changed").containsExactly("added a");
  }

  @Test
  void startsOverWhenAContinueTokenExpires() throws Exception {
    listAnswer("10", "more", "a");
    script.add(new Answer(410, List.of("{\"kind\":\"Status\",\"code\":410}"), false));
    listAnswer("20", "", "b");
    begin();

    assertThat(told).containsExactly("added a", "added b", "removed a");
  }

  @Test
  void aPageThatBreaksOffRemovesNothingAndIsAskedForAgain() throws Exception {
    listAnswer("10", "", "a", "b");
    stream(true, event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\"}"));
    script.add(new Answer(200, List.of("{\"items\":[" + object("a", "a-uid", "1")), false));
    listAnswer("90", "", "b");
    begin();

    await().until(() -> told.contains("removed a"));
    assertThat(told).containsExactly("added a", "added b", "removed a");
    assertThat(asked.get(3)).doesNotContain("watch");
  }

  @Test
  void anObjectMadeAnewUnderTheSameNameIsAnotherObject() throws Exception {
    listAnswer("10", "", "a");
    stream(true, event("MODIFIED", object("a", "another-uid", "11")));
    begin();

    await().until(() -> told.size() == 3);
    assertThat(told).containsExactly("added a", "removed a", "added a");
    assertThat(watch.get(new ObjectKey("ns", "a")))
        .hasValueSatisfying(m -> assertThat(m.uid()).isEqualTo("another-uid"));
  }

  @Test
  void survivesNonsenseAndErrorsAndSaysWhatIsWrongMeanwhile() throws Exception {
    script.add(new Answer(500, List.of("not json"), false));
    script.add(
        new Answer(403, List.of("{\"message\":\"secrets is forbidden\",\"code\":403}"), false));
    listAnswer("10", "", "a");
    stream(false, "nonsense");
    stream(true, event("ADDED", object("b", "b-uid", "12")));
    watch.start(JdkPlatform.standard());
    await()
        .until(() -> watch.problem().filter(p -> p.contains("secrets is forbidden")).isPresent());

    await().atMost(PATIENCE).until(() -> told.contains("added b"));
    assertThat(watch.problem()).isEmpty();
  }
}
