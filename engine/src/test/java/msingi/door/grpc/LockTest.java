package msingi.door.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.error.Failure;
import msingi.policy.Policy;
import msingi.request.Caller;
import org.junit.jupiter.api.Test;

/** Numbers of fields outlive what they were given to. */
class LockTest {
  private static App app(String fields) {
    String text =
        "msingi: 1\nname: shop\ncollections:\n  goods:\n    fields:\n"
            + fields.indent(6)
            + "    access: { read: true }\n";
    return switch (DefinitionReader.read(Map.of(DefinitionReader.MAIN, text), Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalArgumentException(mistakes.toString());
    };
  }

  private static String message(App app, Lock lock) {
    String proto = Published.of(app, new Policy(app).of(Caller.SERVICE).surface(), lock).proto();
    int from = proto.indexOf("message Goods {");
    return proto.substring(from, proto.indexOf("}\n\nmessage", from) + 1);
  }

  private static Lock after(App app, Lock lock) {
    return Published.of(app, new Policy(app).of(Caller.SERVICE).surface(), lock).lock();
  }

  @Test
  void whatIsRemovedKeepsItsNumberAndWhatIsNewGetsAnother() {
    Lock first = after(app("name: text\nprice: int\nnote: text?"), Lock.NONE);
    App less = app("kind: text?\nname: text\nnote: text?");
    assertThat(message(less, first))
        .isEqualTo(
            """
            message Goods {
              reserved 3;
              optional string id = 1;
              optional string name = 2;
              optional string note = 4;
              optional string kind = 5;
            }\
            """);
    Lock second = after(less, first);
    App back = app("name: text\nprice: int\nnote: text?\nkind: text?");
    assertThat(message(back, second)).contains("optional int32 price = 6;").contains("reserved 3;");
  }

  @Test
  void anotherTypeIsAnotherFieldAndARenameIsTheSame() {
    Lock first = after(app("name: text\nprice: int"), Lock.NONE);
    assertThat(message(app("name: text\nprice: long"), first))
        .contains("reserved 3;")
        .contains("optional int64 price = 4;");
    assertThat(message(app("label: { is: text, was: name }\nprice: int"), first))
        .contains("optional string label = 2;")
        .contains("optional int32 price = 3;");
  }

  @Test
  void valuesOfAnEnumerationKeepTheirNumbers() {
    Lock first = after(app("state: { one_of: [a, b, \"c d\"] }"), Lock.NONE);
    assertThat(message(app("state: { one_of: [\"c d\", e, a] }"), first))
        .contains("STATE_A = 1;")
        .contains("STATE_C_D = 3;")
        .contains("STATE_E = 4;")
        .doesNotContain("STATE_B");
  }

  @Test
  void theTextHoldsItAll() {
    App app =
        app(
            "big: { is: text, name: \"größe #1\" }\nstate: { one_of: [\"a \\\"b\\\" #\", \"\", \"c\\\\\"] }\ntags: text[]?");
    Lock lock = after(app, Lock.NONE);
    assertThat(Lock.parse(lock.text())).isEqualTo(lock);
    Lock gone = after(app("name: text"), lock);
    assertThat(Lock.parse(gone.text())).isEqualTo(gone);
    assertThatThrownBy(() -> Lock.parse("message goods\n")).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> Lock.parse("message \"goods")).isInstanceOf(Failure.class);
  }
}
