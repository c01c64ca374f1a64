package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.expression.Type;
import org.junit.jupiter.api.Test;

/** Tables of the system App as they are drawn. */
class TableDraftTest {
  @Test
  void aTableIsDrawnAsItIsSaid() {
    Collection table =
        TableDraft.of("things", "Some things")
            .uuid("id", "owner?")
            .text("name")
            .whole("count")
            .number("size")
            .truth("good")
            .json("data")
            .bytes("raw?")
            .moment("at")
            .unique("name", "count")
            .index("at")
            .belongs("owner", "accounts")
            .table();
    assertThat(table.id()).isEqualTo("msingi_things").isEqualTo(TableDraft.id("things"));
    assertThat(table.title()).isEqualTo("Some things");
    assertThat(table.columns())
        .extracting(Column::name)
        .containsExactly("id", "owner", "name", "count", "size", "good", "data", "raw", "at");
    assertThat(table.columns())
        .extracting(Column::type)
        .containsExactly(
            Type.Scalar.UUID,
            Type.Scalar.UUID,
            Type.Scalar.TEXT,
            Type.Scalar.LONG,
            Type.Scalar.INT,
            Type.Scalar.BOOL,
            Type.Scalar.JSON,
            Type.Scalar.BYTES,
            Type.Scalar.TIMESTAMP);
    assertThat(table.columns())
        .filteredOn(Column::nullable)
        .extracting(Column::name)
        .containsExactly("owner", "raw");
    assertThat(table.key()).isEqualTo(new Collection.Key("things_pkey", List.of("id")));
    assertThat(table.uniques())
        .containsExactly(new Collection.Unique("things_name_count_key", List.of("name", "count")));
    assertThat(table.indexes())
        .containsExactly(new Collection.Index("things_at_idx", List.of("at")));
    Relation.ToOne relation = (Relation.ToOne) table.relations().get("owner");
    assertThat(relation)
        .isEqualTo(
            new Relation.ToOne(
                "owner",
                "msingi_things",
                "msingi_accounts",
                List.of("owner"),
                List.of("id"),
                "things_owner_fkey",
                false,
                true,
                Relation.OnDelete.CASCADE));
  }

  @Test
  void theSystemKeepsItsTablesInItsOwnSchema() {
    assertThat(SystemApp.APP.collections()).hasSize(14);
    assertThat(SystemApp.APP.collections().values())
        .allSatisfy(it -> {
          assertThat(it.schema()).isEqualTo("msingi");
          assertThat(it.id()).startsWith("msingi_");
        });
    assertThat(SystemApp.APP.collections()).containsKeys(SystemApp.KEYS, SystemApp.ANSWERS);
  }
}
