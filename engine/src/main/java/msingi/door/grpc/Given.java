package msingi.door.grpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.definition.Column;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;

/**
 * The values of a row that a request sends. What is not set in the message is absent; a mask says
 * which of the absent ones are null.
 *
 * @param values by column, those that are set
 */
record Given(Map<String, Value> values) {

  /** Reads the message of a row into what is known of it already. */
  static Given read(ProtoInput input, Scene scene) {
    Map<String, Value> values = new LinkedHashMap<>();
    while (input.next()) {
      Slot slot =
          scene.message().slot(input.number()).orElseThrow(() -> Inputs.unknown(input.number()));
      if (slot instanceof Slot.Related related
          && scene.names().relation(scene.visible(), related.relation()).isPresent()) {
        throw Problem.of(
                ErrorCode.BAD_REQUEST, "Related rows are not written here: " + related.name())
            .failure();
      }
      if (!(slot instanceof Slot.Value value) || !known(value, scene)) {
        throw Inputs.unknown(input.number());
      }
      values.put(value.key(), Inputs.value(input, value));
    }
    return new Given(values);
  }

  private static boolean known(Slot.Value slot, Scene scene) {
    return scene.visible().writable().containsKey(slot.key())
        || scene.names().readable(scene.visible(), slot);
  }

  /** The columns that a mask names, or those that are set where it names none. */
  List<String> columns(List<String> mask, Scene scene) {
    if (mask.isEmpty()) {
      values.keySet().forEach(it -> require(it, scene));
      return List.copyOf(values.keySet());
    }
    List<String> columns = new ArrayList<>();
    for (String name : mask) {
      Slot slot = scene.message().byName().get(name);
      if (!(slot instanceof Slot.Value value) || !known(value, scene)) {
        throw Problem.of(
                ErrorCode.COLUMN_UNKNOWN_WRITE,
                "field " + scene.visible().collection().name() + "." + name + " does not exist")
            .failure();
      }
      require(value.key(), scene);
      if (!columns.contains(value.key())) {
        columns.add(value.key());
      }
    }
    return columns;
  }

  /** The same without some columns. */
  Given without(List<String> columns) {
    Map<String, Value> rest = new LinkedHashMap<>(values);
    columns.forEach(rest::remove);
    return new Given(rest);
  }

  /** The value of a column, null where it is absent. */
  Value value(String column) {
    return values.getOrDefault(column, Value.Null.NULL);
  }

  /** Refuses a column that the caller may not set. */
  private static void require(String name, Scene scene) {
    if (scene.visible().writable().containsKey(name)) {
      return;
    }
    Column seen = scene.visible().readable().get(name);
    if (seen == null || seen.automatic() || seen.generated()) {
      throw Problem.of(
              ErrorCode.GENERATED_COLUMN, "The value of " + name + " is made by the server")
          .withHint("Leave the field out, or name those that are meant in the mask.")
          .failure();
    }
    throw Problem.of(
            ErrorCode.FORBIDDEN,
            "permission denied for column "
                + name
                + " of table "
                + scene.visible().collection().name())
        .failure();
  }
}
