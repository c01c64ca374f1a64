package msingi.door.grpc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.definition.Relation;
import msingi.door.grpc.Contract.CallMessages;
import msingi.door.grpc.Contract.RowMessage;
import msingi.door.grpc.Contract.Service;
import msingi.door.grpc.Numbering.Given;
import msingi.door.grpc.Numbering.Wanted;
import msingi.expression.Type;

/** Makes the contract of an application. */
final class ContractBuilder {
  /** What the messages and the service of a collection are called after the row. */
  static final List<String> OF_ROWS =
      List.of(
          "",
          "Service",
          "Filter",
          "GetRequest",
          "ListRequest",
          "ListResponse",
          "StreamRequest",
          "CreateRequest",
          "BatchCreateRequest",
          "BatchCreateResponse",
          "UpdateRequest",
          "UpsertRequest",
          "UpsertResponse",
          "DeleteRequest");

  private static final List<String> OF_CALLS = List.of("", "Request", "Response", "Row");

  private final App app;
  private final Numbering numbering;
  private final ProtoNames names = new ProtoNames(own());

  ContractBuilder(App app, Lock lock) {
    this.app = app;
    this.numbering = new Numbering(lock);
    lock.blocks().values().forEach(block -> keep(block));
  }

  /** Names of the door's own messages. */
  private static Set<String> own() {
    Set<String> own = new HashSet<>(Set.of(Contract.FUNCTIONS, "SearchCondition"));
    for (Form form : Form.values()) {
      own.addAll(List.of(form.array(), form.condition(), form.arrayCondition()));
    }
    return own;
  }

  /** What was named once is not given to something else. */
  private void keep(Lock.Block block) {
    if (block.id().startsWith("message ")) {
      names.take(block.name(), OF_ROWS);
    } else if (block.id().startsWith("request ")) {
      names.take(block.name(), OF_CALLS);
    }
  }

  Contract build() {
    String name = ProtoNames.packageOf(app.name());
    Map<String, RowMessage> rows = new LinkedHashMap<>();
    Map<String, Service> services = new HashMap<>();
    for (Collection collection : app.collections().values()) {
      RowMessage message = row(collection);
      rows.put(collection.id(), message);
      services.put(name + "." + message.service(), new Service.Rows(message));
    }
    Map<String, CallMessages> calls = new LinkedHashMap<>();
    Map<String, CallMessages> methods = new HashMap<>();
    for (Function function : app.functions().values()) {
      CallMessages messages = call(function);
      calls.put(function.id(), messages);
      methods.put(messages.name(), messages);
    }
    if (!calls.isEmpty()) {
      services.put(name + "." + Contract.FUNCTIONS, new Service.Calls(methods));
    }
    return new Contract(app, name, rows, calls, services, numbering.lock());
  }

  private RowMessage row(Collection collection) {
    String id = "message " + collection.id();
    if (!collection.was().isEmpty()) {
      numbering.inherit(id, "message " + collection.was());
    }
    String name =
        numbering
            .name(id)
            .orElseGet(() -> names.claim(ProtoNames.message(collection.id()), OF_ROWS));
    List<Wanted> wanted = new ArrayList<>();
    Map<String, Column> columns = new LinkedHashMap<>();
    collection.columns().stream()
        .filter(it -> !it.hidden())
        .forEach(it -> columns.put(it.name(), it));
    collection.derived().computed().values().forEach(it -> columns.put(it.name(), it.column()));
    columns.values().forEach(it -> wanted.add(wanted(it)));
    collection.relations().values().forEach(it -> wanted.add(wanted(it)));
    collection
        .derived()
        .searches()
        .forEach(it ->
            wanted.add(
                new Wanted("search " + it.name(), "", "search", ProtoNames.field(it.name()))));
    Map<String, Given> given = numbering.give(id, name, wanted);
    List<Slot> slots = new ArrayList<>();
    Set<String> scope = new HashSet<>();
    given.values().forEach(it -> scope.add(it.name()));
    given.forEach((key, it) -> slots.add(slot(collection, columns, key, it, scope)));
    slots.sort(Comparator.comparingInt(Slot::number));
    return RowMessage.of(collection.id(), name, slots);
  }

  private Slot slot(
      Collection collection,
      Map<String, Column> columns,
      String key,
      Given given,
      Set<String> scope) {
    int number = given.number();
    if (key.startsWith("search ")) {
      return new Slot.Words(number, given.name(), key.substring("search ".length()));
    }
    if (key.startsWith("to ")) {
      Relation relation = collection.relation(key.substring("to ".length()));
      return new Slot.Related(
          number, given.name(), relation.name(), relation.to(), relation.many());
    }
    Column column = columns.get(key.substring("of ".length()));
    if (column == null) {
      throw new IllegalStateException("no column for " + key);
    }
    return new Slot.Value(
        number, given.name(), column.name(), column.type(), choice(collection, column, scope));
  }

  private static Wanted wanted(Column column) {
    String was = column.was().isEmpty() ? "" : "of " + column.was();
    boolean choice = !texts(column).isEmpty();
    return new Wanted(
        "of " + column.name(),
        was,
        choice ? "enum" : word(column.type()),
        ProtoNames.field(column.name()));
  }

  private static Wanted wanted(Relation relation) {
    String type = (relation.many() ? "many " : "one ") + relation.to();
    return new Wanted("to " + relation.name(), "", type, ProtoNames.field(relation.name()));
  }

  private static String word(Type type) {
    return Form.of(type).word() + (type instanceof Type.Array ? "[]" : "");
  }

  private static List<String> texts(Column column) {
    if (column.type() != Type.Scalar.TEXT) {
      return List.of();
    }
    for (Column.Refinement each : column.refinements()) {
      if (each instanceof Column.Refinement.OneOf(List<String> texts)) {
        return texts;
      }
    }
    return List.of();
  }

  /**
   * @param scope names inside the message: fields, enumerations and all of their values
   */
  private Slot.Choice choice(Collection collection, Column column, Set<String> scope) {
    List<String> texts = texts(column);
    if (texts.isEmpty()) {
      return Slot.Choice.NONE;
    }
    String id = "enum " + collection.id() + "." + column.name();
    if (!column.was().isEmpty()) {
      numbering.inherit(id, "enum " + collection.id() + "." + column.was());
    }
    if (!collection.was().isEmpty()) {
      numbering.inherit(id, "enum " + collection.was() + "." + column.name());
    }
    String name = numbering.name(id).orElse(ProtoNames.message(column.name()));
    while (!scope.add(name)) {
      name += "Choice";
    }
    return choice(id, name, texts, ProtoNames.field(column.name()), scope);
  }

  private Slot.Choice choice(
      String id, String name, List<String> texts, String field, Set<String> scope) {
    String prefix = ProtoNames.label(field) + "_";
    Map<Integer, String> labels = new HashMap<>();
    String unspecified = prefix + "UNSPECIFIED";
    labels.put(0, scope.add(unspecified) ? unspecified : unspecified + "_0");
    List<Wanted> wanted = new ArrayList<>();
    texts.forEach(it -> wanted.add(new Wanted(it, "", "value", prefix + ProtoNames.label(it))));
    Map<String, Integer> numbers = new HashMap<>();
    Map<Integer, String> byNumber = new HashMap<>();
    numbering
        .give(id, name, wanted)
        .forEach((text, given) -> {
          int number = given.number();
          numbers.put(text, number);
          byNumber.put(number, text);
          labels.put(number, scope.add(given.name()) ? given.name() : given.name() + "_" + number);
        });
    return new Slot.Choice(name, numbers, byNumber, labels);
  }

  private CallMessages call(Function function) {
    String id = "request " + function.id();
    String name =
        numbering
            .name(id)
            .orElseGet(() -> names.claim(ProtoNames.message(function.id()), OF_CALLS));
    Map<String, Type> arguments = new LinkedHashMap<>();
    function.arguments().forEach(it -> arguments.put(it.name(), it.type()));
    Map<String, Type> answer = new LinkedHashMap<>();
    switch (function.returns()) {
      case Function.Returns.Nothing _, Function.Returns.Of _ -> {}
      case Function.Returns.Values(Type type, boolean _) -> answer.put(function.name(), type);
      case Function.Returns.Rows(List<Function.Column> columns, boolean _) ->
          columns.forEach(it -> answer.put(it.name(), it.type()));
    }
    return new CallMessages(
        function.id(),
        name,
        values(id, name, arguments),
        values("answer " + function.id(), name + "Row", answer));
  }

  private List<Slot.Value> values(String id, String name, Map<String, Type> types) {
    List<Wanted> wanted = new ArrayList<>();
    types.forEach(
        (key, type) -> wanted.add(new Wanted(key, "", word(type), ProtoNames.field(key))));
    List<Slot.Value> values = new ArrayList<>();
    numbering
        .give(id, name, wanted)
        .forEach((key, given) -> {
          Type type = types.getOrDefault(key, Type.Scalar.TEXT);
          values.add(new Slot.Value(given.number(), given.name(), key, type, Slot.Choice.NONE));
        });
    values.sort(Comparator.comparingInt(Slot.Value::number));
    return values;
  }
}
