package msingi.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.testkit.Http;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** dev takes edits into service while requests run. */
class DevTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: live
      store: sqlite:data/live.db
      collections:
        notes:
          fields:
            text: text
          access:
            read: true
            create: true
      """;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int EDITS = 4;

  @TempDir Path folder;
  private final Command command = new Command();
  private final HttpClient client = Http.client();
  private Thread dev = new Thread();

  @AfterEach
  void end() throws InterruptedException {
    dev.interrupt();
    dev.join(PATIENCE_MILLIS);
    client.close();
  }

  private int status(String address, String query) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address + query)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException failed) {
      return -1;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return -2;
    }
  }

  private int post(String address, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      Thread.sleep(20);
    }
  }

  @Test
  void editsTakeEffectAndNoRequestFails() throws Exception {
    Path main = folder.resolve("msingi.yaml");
    Files.writeString(main, DEFINITION);
    String address = started();
    assertThat(command.out()).containsPattern("sb_publishable_\\w+ .*\n +sb_secret_\\w+ ");
    String notes = address + "notes?select=";

    // Only where there are rows does dropping a field lose anything.
    assertThat(post(address + "notes", "{\"text\":\"kept\"}")).isEqualTo(201);

    AtomicBoolean done = new AtomicBoolean();
    AtomicLong requests = new AtomicLong();
    List<Integer> bad = Collections.synchronizedList(new ArrayList<>());
    Thread asking =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                int status = status(notes, "text");
                requests.incrementAndGet();
                if (status != 200) {
                  bad.add(status);
                }
              }
            });
    try {
      String text = DEFINITION;
      for (int edit = 1; edit <= EDITS; edit++) {
        String field = "more" + edit;
        assertThat(status(notes, field)).isEqualTo(400);
        text = text.replace("      text: text\n", "      text: text\n      " + field + ": text?\n");
        Files.writeString(main, text);
        await(field + command.out(), () -> status(notes, field) == 200);
      }
      Files.writeString(main, text.replace("read: true", "read: ture"));
      await("mistakes", () -> command.err().contains("the version before goes on"));
      assertThat(command.out() + command.err()).containsPattern("msingi.yaml:\\d+:\\d+: ");
      assertThat(status(notes, "more" + EDITS)).isEqualTo(200);

      Files.writeString(main, DEFINITION);
      await("lossy steps", () -> command.err().contains("msingi migrate --allow drop:"));
      assertThat(status(notes, "more" + EDITS)).isEqualTo(200);
    } finally {
      done.set(true);
      asking.join();
    }
    assertThat(bad).isEmpty();
    assertThat(requests.get()).isGreaterThan(20);
  }

  @Test
  void filesOfCollectionsComeGoAndFailWhileItServes() throws Exception {
    Path notes = folder.resolve("collections/notes.yaml");
    Path tags = folder.resolve("collections/tags.yaml");
    Files.createDirectories(notes.getParent());
    Files.writeString(folder.resolve("msingi.yaml"), "msingi: 1\nname: live\nstore: sqlite:l.db\n");
    Files.writeString(notes, collection("text: text"));
    String address = started();
    assertThat(status(address, "notes?select=text")).isEqualTo(200);

    // Two edits at once: the second is there in the end, whether or not the first was served.
    Files.writeString(notes, collection("text: text", "one: text?"));
    Files.writeString(notes, collection("text: text", "two: text?"));
    await("the second of two edits", () -> status(address, "notes?select=two") == 200);
    Files.writeString(tags, collection("name: text"));
    await("a new file", () -> status(address, "tags?select=name") == 200);

    // As long as before, and in the same moment: its size tells nothing.
    Files.writeString(tags, collection("code: text?"));
    String same = collection("kind: text?");
    Files.writeString(tags, same);
    await("an edit of the same length", () -> status(address, "tags?select=kind") == 200);

    String wrong = collection("text: txt");
    Files.writeString(notes, wrong);
    await("the mistake", () -> command.err().contains("the version before goes on"));
    assertThat(command.err()).containsPattern("notes.yaml:\\d+:\\d+: ");
    assertThat(status(address, "notes?select=two")).isEqualTo(200);
    assertThat(status(address, "tags?select=kind")).isEqualTo(200);

    Files.writeString(notes, collection("text: text", "two: text?"));
    await("what was before", () -> command.out().contains("nothing changed in what is served"));
    Path labels = folder.resolve("collections/labels.yaml");
    Files.writeString(labels, "was: tags\n" + same);
    Files.delete(tags);
    await("a collection by another name", () -> status(address, "labels?select=kind") == 200);
    assertThat(status(address, "tags?select=kind")).isEqualTo(404);
    Files.delete(labels);
    await("a removed file", () -> status(address, "labels?select=kind") == 404);
    assertThat(status(address, "notes?select=two")).isEqualTo(200);
  }

  private static String collection(String... fields) {
    return "fields:\n  " + String.join("\n  ", fields) + "\naccess: { read: true }\n";
  }

  private String started() throws InterruptedException {
    dev =
        Thread.ofPlatform()
            .start(() -> command.run("dev", "--port", "0", "--dir", folder.toString()));
    Pattern served = Pattern.compile("serving live at (http://\\S+)");
    await("start", () -> served.matcher(command.out()).find());
    Matcher matcher = served.matcher(command.out());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1) + "/rest/v1/";
  }
}
