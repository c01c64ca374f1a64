package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TwentyMistakesTest {
  private static final String TEXT =
      """
      msingi: 2
      name: Clinic App
      store: mysql://localhost/x
      jobs: {}
      colections: {}
      roles: [nurse, anon]
      types:
        phone: { is: text, match: '(' }
        loop: lop
      collections:
        patients:
          fields:
            name: text(9..1)
            age: int = old
            born: dat?
            clinic: clinic
            price: decimal(30,2)
            tags: text uniqe
            tags: text
            seen: int auto(create)
          index:
            - [nam]
          access:
            read: nme == 'x'
            write: true
            fields:
              colour: { read: true }
        clinics:
          fields:
            name: 5
            staff: "[patients.none]"
            rank: text
          access:
            fields:
              name: { read: true }
              rank: { read: rank == 'a' }
      """;

  @Test
  void allAreToldAtOnceWithTheirPlaces() {
    DefinitionReader.Result result = DefinitionReader.read(Map.of("msingi.yaml", TEXT), Map.of());
    assertThat(result).isInstanceOf(DefinitionReader.Result.Refused.class);
    assertThat(
            ((DefinitionReader.Result.Refused) result)
                .mistakes().stream().map(it -> it.line() + ":" + it.column() + " " + it.path()))
        .containsExactly(
            "1:9 msingi",
            "2:7 name",
            "3:8 store",
            "4:1 jobs",
            "5:1 colections",
            "6:8 roles",
            "8:29 types.phone.match",
            "9:9 types.loop",
            "13:18 collections.patients.fields.name",
            "14:18 collections.patients.fields.age",
            "15:13 collections.patients.fields.born",
            "16:15 collections.patients.fields.clinic",
            "18:18 collections.patients.fields.tags",
            "19:7 ",
            "20:13 collections.patients.fields.seen",
            "22:9 collections.patients.index",
            "24:13 collections.patients.access.read",
            "25:7 collections.patients.access.write",
            "27:9 collections.patients.access.fields.colour",
            "30:13 collections.clinics.fields.name",
            "31:7 collections.clinics.fields.staff",
            "35:9 collections.clinics.access.fields.name",
            "36:23 collections.clinics.access.fields.rank.read");
  }
}
