package msingi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** proto, diff and types. */
class ContractCommandsTest {
  private static final String BEFORE =
      """
      msingi: 1
      name: shop
      limits: { rows: 500 }
      collections:
        makers:
          fields: { name: text unique, goods: "[goods.maker]" }
          access: { read: true, create: true }
        goods:
          fields:
            name: text(1..80)
            kind: { one_of: [new, used] }
            price: decimal(8,2)
            note: text?
            maker: makers
          access: { read: true, create: true, delete: true }
        old: { fields: { a: text }, access: { read: true } }
      functions:
        cheap:
          arguments: { most: "int = 3" }
          returns: [goods]
          volatility: stable
          access: true
          sql: select * from goods where price < :most
      """;

  private static final String AFTER =
      """
      msingi: 1
      name: shop
      limits: { rows: 100 }
      collections:
        makers:
          fields: { title: { is: text, was: name, unique: true }, goods: "[goods.maker]" }
          access: { read: true, create: true }
        goods:
          fields:
            name: text(1..20)
            kind: { one_of: [new] }
            price: float
            note: text
            weight: int
            extra: text?
            maker: makers
          access: { read: true, create: true }
      functions:
        cheap:
          arguments: { most: int }
          returns: [goods]
          access: true
          sql: select * from goods where price < :most
      """;

  @TempDir Path folder;

  private Path definition(String name, String text) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    Files.writeString(place.resolve("msingi.yaml"), text);
    return place;
  }

  @Test
  void protoWritesTheContractAndItsLock() throws IOException {
    Path place = definition("before", BEFORE);
    assertThat(Run.of("proto", "--check", "--dir", place.toString()).code()).isEqualTo(Main.FAILED);
    assertThat(Run.of("proto", "--dir", place.toString()).code()).isZero();
    String first = Files.readString(place.resolve("shop.proto"));
    assertThat(first)
        .contains("package shop.v1;", "service GoodsService {", "optional string price = 4;");
    assertThat(Run.of("proto", "--check", "--dir", place.toString()).code()).isZero();
    Files.writeString(place.resolve("msingi.yaml"), AFTER);
    assertThat(Run.of("proto", "--check", "--dir", place.toString()).code()).isEqualTo(Main.FAILED);
    Run.of("proto", "--dir", place.toString());
    assertThat(Files.readString(place.resolve("shop.proto")))
        .contains("reserved 4;")
        .contains("optional string title = 2;")
        .contains("optional int32 weight = ");
    Files.writeString(place.resolve("msingi.yaml"), BEFORE);
    Run.of("proto", "--dir", place.toString());
    assertThat(Files.readString(place.resolve("shop.proto")))
        .as("a number that is gone is not given again")
        .doesNotContain("optional string price = 4;");
  }

  @Test
  void diffNamesWhatBreaks() throws IOException {
    String before = definition("before", BEFORE).toString();
    String after = definition("after", AFTER).toString();
    Run.of("proto", "--dir", before);
    assertThat(Run.of("diff", before, before).out().strip()).isEqualTo("nothing breaks");
    Run diff = Run.of("diff", before, after);
    assertThat(diff.code()).isEqualTo(Main.FAILED);
    assertThat(diff.out().lines())
        .contains(
            "limits.rows: answers have fewer rows (rest, graphql, grpc)",
            "makers.name: has another name (rest, graphql)",
            "goods delete: is closed (rest, graphql, grpc)",
            "goods.name: takes lengths of 1 to 20 only (rest, graphql, grpc)",
            "goods.kind: does not take used any more (rest, graphql, grpc)",
            "goods.price: is float, was decimal(8,2) (rest, graphql, grpc)",
            "goods.note: must not be null any more (rest, graphql, grpc)",
            "goods.weight: is new and must be given in new rows (rest, graphql, grpc)",
            "old: is not there any more (rest, graphql, grpc)",
            "cheap(): may write, and is not called with GET any more (rest, graphql)",
            "cheap(): most must be given (rest, graphql, grpc)")
        .noneMatch(it -> it.contains("extra"))
        .as("what is renamed is not new")
        .noneMatch(it -> it.startsWith("makers.title: is new"));
    Run grpc = Run.of("diff", before, after, "--face", "grpc", "--json");
    assertThat(new JsonArray(grpc.out()).encode())
        .contains("gRPC Goods.4", "LABEL_OPTIONAL TYPE_STRING price is not there any more");
  }

  @Test
  void typesForTypeScript() throws IOException {
    Path place = definition("before", BEFORE);
    Run types = Run.of("types", "typescript", "--dir", place.toString());
    assertThat(types.code()).isZero();
    assertThat(types.out())
        .contains("export type Database = {", "Enums: {", "goods_kind: \"new\" | \"used\";")
        .contains("foreignKeyName: \"goods_maker_id_fkey\";", "cheap: { Args: { most?: number; };");
    assertThat(Run.of("types", "cobol").code()).isEqualTo(Main.USAGE);
  }
}
