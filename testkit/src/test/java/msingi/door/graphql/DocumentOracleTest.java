package msingi.door.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.request.Surface;
import msingi.testkit.Place;
import msingi.testkit.Temporary;
import msingi.testkit.graphql.Node;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The reference implementation is asked about the same documents and the same schema: what it
 * accepts we accept, what it rejects we reject. Ours looks at as much of the schema as a document
 * names, theirs at all of it.
 */
class DocumentOracleTest {
  private static final GraphSettings.Limits LIMITS =
      new GraphSettings.Limits(100_000, 64, 10_000, 10_000, 10_000, 100_000, 1_000_000);

  @Test
  void aThousandDocuments() throws Exception {
    compare(0, 1_000);
  }

  @Test
  @Tag("full")
  void tenThousandDocuments() throws Exception {
    compare(1_000, 10_000);
  }

  private static void compare(long from, int count) throws Exception {
    try (Place place = Place.fresh("sqlite", definition())) {
      Surface surface =
          place
              .pipeline()
              .session(
                  new Caller(
                      Caller.Role.AUTHENTICATED,
                      Value.Null.NULL,
                      List.of("keeper"),
                      false,
                      Map.of()),
                  Deadline.after(60_000, Time.SYSTEM))
              .surface();
      Schema schema = new Schema(surface, new Names(surface.app()));
      List<String> documents = new ArrayList<>();
      for (long seed = from; seed < from + count; seed++) {
        documents.add(Drawing.document(schema, seed));
      }
      Path folder = Temporary.folder("graphql");
      Path sdl = Files.writeString(folder.resolve("schema.graphql"), Sdl.print(schema));
      Path asked =
          Files.write(
              folder.resolve("documents.jsonl"), documents.stream().map(Json::encode).toList());
      List<String> theirs = Node.run("validate.mjs", sdl.toString(), asked.toString());
      assertThat(theirs).hasSize(count);
      List<String> different = new ArrayList<>();
      int accepted = 0;
      for (int index = 0; index < count; index++) {
        Prepared ours = Reader.read(documents.get(index), schema, LIMITS);
        String said = (String) Json.decodeValue(theirs.get(index));
        boolean accepts = said.equals("accept");
        accepted += accepts ? 1 : 0;
        if (accepts != ours.errors().isEmpty()) {
          String own =
              ours.errors().isEmpty() ? "accept" : ours.errors().getFirst().problem().message();
          different.add(
              "seed %d%ntheirs: %s%nours: %s%n%s"
                  .formatted(from + index, said, own, documents.get(index)));
        }
      }
      System.out.printf("%d documents, %d accepted%n", count, accepted);
      assertThat(different.stream().limit(10).toList()).as(different.size() + " differ").isEmpty();
      assertThat(accepted).isBetween(count / 10, count * 9 / 10);
    }
  }

  private static String definition() throws Exception {
    try (var stream = Node.class.getResourceAsStream("library.yaml")) {
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
