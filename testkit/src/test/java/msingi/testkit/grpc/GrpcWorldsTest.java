package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import msingi.testkit.Place;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Two databases that differ only in what a caller may not see, and in the names of fields that it
 * may not know, answer it byte by byte alike by gRPC. Requests are drawn from a seed, by the
 * numbers of fields that are there, that are hidden, and that nobody has.
 */
class GrpcWorldsTest {
  static final List<String> STORES = Place.STORES;

  private static final int REQUESTS = 1_500;
  private static final String P = "00000000-0000-7000-8000-0000000000";

  private static String definition(String dark) {
    return """
    msingi: 1
    name: letters
    roles: [clerk]
    collections:
      people:
        fields:
          name: text
          %1$s: text?
          owner: uuid
          letters: "[letters.writer]"
        access:
          read: owner == auth.uid
          create: owner == auth.uid
          update: owner == auth.uid
          delete: owner == auth.uid
          fields: { %1$s: { read: "'clerk' in auth.roles", write: "'clerk' in auth.roles" } }
      letters:
        fields:
          title: text
          mark: int?
          writer: people
          reader: { is: people, optional: true }
        access: { read: true, create: true, update: "!title.startsWith('old')" }
      %1$s_safes:
        fields: { what: text }
    functions:
      named:
        access: true
        volatility: stable
        arguments: { like: text }
        returns: [people]
        sql: SELECT * FROM people WHERE name LIKE :like
      %1$s_kept:
        access: "'clerk' in auth.roles"
        returns: [people]
        sql: SELECT * FROM people
    """
        .formatted(dark);
  }

  private static String person(String dark, String id, String name, String word, String owner) {
    return """
    {"id":"%s","name":"%s","%s":"%s","owner":"%s"}\
    """
        .formatted(P + id, name, dark, word, owner);
  }

  private static String letter(String id, String title, int mark, String writer, String reader) {
    return """
    {"id":"%s","title":"%s","mark":%d,"writer_id":"%s","reader_id":"%s"}\
    """
        .formatted(P + id, title, mark, P + writer, P + reader);
  }

  private static Running world(String store, String dark, String unseen) {
    Running running = Running.start(store, definition(dark));
    try (ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      String people =
          "["
              + String.join(
                  ",",
                  person(dark, "f1", "Me", unseen, People.NURSE),
                  person(dark, "f2", "Me too", unseen, People.NURSE),
                  person(dark, "f3", unseen, unseen, People.OTHER),
                  person(dark, "f4", unseen + " two", unseen, People.OTHER))
              + "]";
      String letters =
          "["
              + String.join(
                  ",",
                  letter("e1", "old one", 1, "f1", "f3"),
                  letter("e2", "new one", 2, "f3", "f2"),
                  letter("e3", "new two", 3, "f4", "f1"))
              + "]";
      for (Map.Entry<String, String> each :
          new TreeMap<>(Map.of("a people", people, "b letters", letters)).entrySet()) {
        String path = "/rest/v1/" + each.getKey().substring(2);
        Scenario insert =
            Scenario.of("seed", "POST", path, 201)
                .sending(each.getValue())
                .with("apikey", running.secretKey());
        assertThat(runner.run(insert)).isEmpty();
      }
    }
    return running;
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void worldsThatDifferInWhatIsHiddenAnswerAlike(String store) {
    try (Running one = world(store, "zebra", "Unseen");
        Running other = world(store, "yacht", "Another");
        GrpcClient first = client(one);
        GrpcClient second = client(other)) {
      Requests requests = new Requests(42);
      int rows = 0;
      for (int round = 0; round < REQUESTS; round++) {
        String path = requests.method();
        byte[] message = requests.message(path);
        String answer = first.answer("letters.v1." + path, message);
        assertThat(second.answer("letters.v1." + path, message))
            .as(path + " " + java.util.HexFormat.of().formatHex(message))
            .isEqualTo(answer);
        rows += answer.startsWith("OK") && answer.length() > 10 ? 1 : 0;
      }
      assertThat(rows).isGreaterThan(REQUESTS / 20);
      assertThat(first.services()).isEqualTo(second.services());
      assertThat(first.file().toProto()).isEqualTo(second.file().toProto());
    }
  }

  private static GrpcClient client(Running running) {
    return new GrpcClient(
        running.uri(), Map.of("authorization", "Bearer " + running.token(People.NURSE, List.of())));
  }

  /** Messages drawn by numbers. */
  private static final class Requests {
    private static final List<String> METHODS =
        List.of(
            "PeopleService/List",
            "PeopleService/List",
            "PeopleService/Get",
            "PeopleService/Stream",
            "PeopleService/Create",
            "PeopleService/Update",
            "PeopleService/Upsert",
            "LettersService/List",
            "LettersService/List",
            "LettersService/Get",
            "LettersService/Create",
            "LettersService/Update",
            "LettersService/Delete",
            "FunctionsService/Named",
            "FunctionsService/ZebraKept",
            "FunctionsService/YachtKept",
            "ZebraSafesService/List",
            "YachtSafesService/Get");
    private static final List<String> WORDS =
        List.of("Me", "Me too", "Unseen", "Another", "%e%", "old one", "new one", "zebra", "");
    private static final List<String> IDS =
        List.of(P + "f1", P + "f2", P + "e1", P + "e2", P + "e3", P + "d1", P + "d2");
    private static final List<String> NAMES =
        List.of(
            "id",
            "name",
            "zebra",
            "yacht",
            "owner",
            "title",
            "mark",
            "letters.title",
            "letters.zebra",
            "writer.name",
            "writer.yacht",
            "reader.*",
            "*",
            "letters.writer.name",
            "nonesuch");

    private final Random random;

    Requests(long seed) {
      random = new Random(seed);
    }

    String method() {
      return one(METHODS);
    }

    byte[] message(String method) {
      String verb = method.substring(method.indexOf('/') + 1);
      return switch (verb) {
        case "Get", "Delete" -> joined(block(1, text(one(IDS))), maybe(block(15_001, mask())));
        case "List", "Stream" ->
            joined(
                maybe(block(1, filter(0))),
                block(2, text(random.nextInt(4) == 0 ? one(NAMES) : "id")),
                number(3, 900),
                maybe(block(5, mask())),
                verb.equals("List") ? maybe(number(6, 1)) : new byte[0]);
        case "Create", "Upsert" -> {
          // An id that the server makes would differ for no reason.
          byte[] named = joined(block(1, text("id")), mask());
          yield joined(block(1, row()), maybe(block(2, named)), maybe(block(5, mask())));
        }
        case "Update" -> joined(block(1, row()), maybe(block(2, mask())), maybe(block(5, mask())));
        default -> joined(maybe(block(1, text(one(WORDS)))), maybe(block(15_001, mask())));
      };
    }

    private byte[] row() {
      byte[] row = block(1, text(one(IDS)));
      for (int count = random.nextInt(4); count > 0; count--) {
        int field = 2 + random.nextInt(5);
        String word =
            switch (random.nextInt(3)) {
              case 0 -> one(IDS);
              case 1 -> People.NURSE;
              default -> one(WORDS);
            };
        row = joined(row, random.nextInt(5) == 0 ? number(field, 5) : block(field, text(word)));
      }
      return row;
    }

    private byte[] filter(int depth) {
      int field = 1 + random.nextInt(9);
      if (depth < 3 && random.nextInt(4) == 0) {
        return block(15_001 + random.nextInt(3), filter(depth + 1));
      }
      if (depth < 3 && random.nextInt(3) == 0) {
        return block(5 + random.nextInt(4), filter(depth + 1));
      }
      int test = 1 + random.nextInt(12);
      byte[] condition =
          switch (test) {
            case 12 -> number(12, random.nextInt(2));
            case 11 -> block(11, block(1, text(one(IDS))));
            default ->
                random.nextInt(4) == 0
                    ? number(test, random.nextInt(4))
                    : block(test, text(random.nextBoolean() ? one(WORDS) : one(IDS)));
          };
      return block(field, condition);
    }

    private byte[] mask() {
      byte[] mask = new byte[0];
      for (int count = 1 + random.nextInt(3); count > 0; count--) {
        mask = joined(mask, block(1, text(one(NAMES))));
      }
      return mask;
    }

    private byte[] maybe(byte[] bytes) {
      return random.nextBoolean() ? bytes : new byte[0];
    }

    private <T> T one(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }

    private static byte[] text(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (byte[] part : parts) {
        all.writeBytes(part);
      }
      return all.toByteArray();
    }

    private static byte[] number(int field, long value) {
      return written(out -> out.writeInt64(field, value));
    }

    private static byte[] block(int field, byte[] value) {
      return written(out -> out.writeByteArray(field, value));
    }

    /** Something that is written. */
    private interface Writing {
      void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      try {
        writing.to(out);
        out.flush();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return bytes.toByteArray();
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aTokenOfAPageIsGoodForOneQuestionOfOneCaller(String store) {
    try (Running running = world(store, "zebra", "Unseen");
        GrpcClient nurse = client(running);
        GrpcClient clerk =
            new GrpcClient(
                running.uri(),
                Map.of(
                    "authorization", "Bearer " + running.token(People.NURSE, List.of("clerk"))))) {
      String first = nurse.call("LettersService/List", "{\"page_size\":1,\"order_by\":\"title\"}");
      String token = first.replaceAll(".*\"next_page_token\":\"([^\"]*)\".*", "$1");
      String same = "{\"page_size\":1,\"order_by\":\"title\",\"page_token\":\"" + token + "\"}";
      assertThat(nurse.call("LettersService/List", same)).contains("\"rows\"");
      List<String> refused = new ArrayList<>();
      refused.add(clerk.call("LettersService/List", same));
      refused.add(nurse.call("LettersService/List", same.replace("title", "mark")));
      refused.add(nurse.call("PeopleService/List", "{\"page_token\":\"" + token + "\"}"));
      for (int at = 0; at < token.length(); at += 5) {
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        String forged = token.substring(0, at) + other + token.substring(at + 1);
        refused.add(nurse.call("LettersService/List", same.replace(token, forged)));
      }
      assertThat(refused).allMatch(it -> it.startsWith("INVALID_ARGUMENT: The page_token"));
    }
  }
}
