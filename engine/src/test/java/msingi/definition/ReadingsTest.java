package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A definition that is read again and again comes out as if it were read for the first time. */
class ReadingsTest {
  private static final String MAIN =
      """
      msingi: 1
      name: houses
      roles: [clerk, auditor]
      types:
        state: { one_of: [open, closed] }
      """;
  private static final String HOUSE =
      """
      fields:
        name: text(1..40) unique
        state: state = open
        owner: uuid?
      access:
        read: owner == auth.uid || 'clerk' in auth.roles
        create: "'clerk' in auth.roles"
      """;
  private static final String ROOM =
      """
      fields:
        label: text
        house: houses
        size: int?
        twice: { is: int, computed: size + size }
      check:
        - size == null || size > 0
      access:
        read: house.owner == auth.uid
        update: house.state == 'open'
      """;
  private static final String LAMP =
      """
      fields:
        room: rooms
        tags: "[tags]"
      access:
        read: room.house.name == 'one'
      """;
  private static final String TAG =
      """
      fields:
        word: text
      access:
        read: true
      """;

  /** Texts and what may stand instead; some of it is wrong. */
  private static final List<List<String>> EDITS =
      List.of(
          List.of("owner: uuid?", "owner: text?"),
          List.of("owner: uuid?", "keeper: uuid?"),
          List.of("owner: uuid?", "owner: { is: uuid, optional: true, name: held_by }"),
          List.of("name: text(1..40) unique", "name: int unique"),
          List.of("state: state = open", "state: state = closed"),
          List.of("'open'", "'ajar'"),
          List.of("owner == auth.uid", "true"),
          List.of("house: houses", "house: { is: houses, optional: true }"),
          List.of("house: houses", "home: houses"),
          List.of("size: int?", "size: long?"),
          List.of("size > 0", "size > 1"),
          List.of("room: rooms", "room: { is: rooms, optional: true }"),
          List.of("one_of: [open, closed]", "one_of: [open, closed, ajar]"),
          List.of("roles: [clerk, auditor]", "roles: [auditor]"),
          List.of("word: text", "word: txt"),
          List.of("read: true", "read: ["),
          List.of("label: text", "# a line more\n  label: text"),
          List.of("name: houses", "name: homes"));

  private final Readings readings = new Readings();
  private final Map<String, String> sources = sources();

  private static Map<String, String> sources() {
    return new TreeMap<>(
        Map.of(
            DefinitionReader.MAIN,
            MAIN,
            "collections/houses.yaml",
            HOUSE,
            "collections/rooms.yaml",
            ROOM,
            "collections/lamps.yaml",
            LAMP,
            "collections/tags.yaml",
            TAG));
  }

  private App read() {
    return switch (checked()) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new AssertionError(mistakes.toString());
    };
  }

  /** Read by what stands, and equal to what is read anew. */
  private DefinitionReader.Result checked() {
    DefinitionReader.Result again = readings.read(sources, Map.of());
    assertThat(again).isEqualTo(DefinitionReader.read(sources, Map.of()));
    return again;
  }

  private void edit(String file, String from, String to) {
    sources.computeIfPresent("collections/" + file + ".yaml", (_, text) -> text.replace(from, to));
  }

  @Test
  void anyEditsComeOutAsIfReadAnew() {
    Random random = new Random(7);
    int good = 0;
    for (int round = 0; round < 500; round++) {
      any(random);
      good += checked() instanceof DefinitionReader.Result.Read ? 1 : 0;
      if (random.nextInt(6) == 0) {
        sources.clear();
        sources.putAll(sources());
      }
    }
    assertThat(good).isBetween(60, 480);
  }

  private void any(Random random) {
    List<String> files = List.copyOf(sources.keySet());
    int which = random.nextInt(EDITS.size() + 3);
    if (which < EDITS.size()) {
      boolean back = random.nextInt(3) == 0;
      String from = EDITS.get(which).get(back ? 1 : 0);
      String to = EDITS.get(which).get(back ? 0 : 1);
      sources.replaceAll((_, text) -> text.replace(from, to));
    } else if (which == EDITS.size() && files.size() > 1) {
      sources.remove(files.get(random.nextInt(files.size())));
    } else if (which == EDITS.size() + 1) {
      sources.put("collections/lofts.yaml", ROOM.replace("house: houses", "house: rooms"));
    } else {
      sources.putAll(sources());
    }
  }

  @Test
  void whatNothingChangedForIsTheSame() {
    App before = read();
    edit("tags", "read: true", "read: auth.uid != null");
    App after = read();
    assertThat(after.collection("houses")).isSameAs(before.collection("houses"));
    assertThat(after.collection("rooms")).isSameAs(before.collection("rooms"));
    assertThat(after.collection("tags")).isNotEqualTo(before.collection("tags"));
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
  }

  @Test
  void anotherColumnElsewhereIsSeenByTheRulesThatNameIt() {
    Collection before = read().collection("rooms");
    edit("houses", "owner: uuid?", "owner: { is: uuid, optional: true, name: held_by }");
    assertThat(read().collection("rooms").access()).isNotEqualTo(before.access());
  }

  @Test
  void aFieldThatGoesIsMissedByTheRulesElsewhere() {
    read();
    edit("houses", "owner: uuid?", "keeper: uuid?");
    edit("houses", "owner == auth.uid", "true");
    assertThat(checked()).isInstanceOf(DefinitionReader.Result.Refused.class);
    edit("houses", "keeper: uuid?", "owner: uuid?");
    read();
  }

  @Test
  void aFileThatGoesIsMissedByWhatRefersToIt() {
    read();
    sources.remove("collections/houses.yaml");
    assertThat(checked()).isInstanceOf(DefinitionReader.Result.Refused.class);
    sources.remove("collections/rooms.yaml");
    sources.remove("collections/lamps.yaml");
    assertThat(read().collections()).containsOnlyKeys("tags");
  }

  @Test
  void aCollectionUnderAnotherNameIsMissedByItsOldOne() {
    read();
    sources.put("collections/homes.yaml", sources.remove("collections/houses.yaml"));
    assertThat(checked()).isInstanceOf(DefinitionReader.Result.Refused.class);
    edit("rooms", "house: houses", "house: homes");
    assertThat(read().collection("rooms").relation("house").to()).isEqualTo("homes");
  }
}
