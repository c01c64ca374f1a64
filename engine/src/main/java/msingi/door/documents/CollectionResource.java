package msingi.door.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Surface;

/** Describes one collection as a caller sees it. */
final class CollectionResource {
  private final Surface surface;
  private final Surface.Visible visible;
  private final Shared shared;
  private final String component;
  private final List<Field> fields;
  private final List<Parameter> filters;
  private final Parameter select;
  private final Parameter order;

  private CollectionResource(Surface surface, Surface.Visible visible, Shared shared) {
    this.surface = surface;
    this.visible = visible;
    this.shared = shared;
    this.component = Names.component(visible.collection().name());
    this.fields = fields();
    this.filters = filters();
    this.select = select();
    this.order = order();
  }

  /** The collection as a resource; it has no operations where the caller may do nothing. */
  static Resource of(Surface surface, Surface.Visible visible, Shared shared) {
    return new CollectionResource(surface, visible, shared).resource();
  }

  private Resource resource() {
    Collection collection = visible.collection();
    List<Parameter> own = new ArrayList<>(filters);
    own.add(select);
    own.add(order);
    return new Resource(
        Resource.Kind.COLLECTION,
        collection.name(),
        component,
        "/" + Names.encoded(collection.name()),
        Titles.summary(collection.title()),
        Titles.description(collection.title()),
        fields,
        own,
        operations());
  }

  private List<Field> fields() {
    Map<String, Field> all = new LinkedHashMap<>();
    for (Column column : visible.collection().columns()) {
      boolean readable = visible.readable().containsKey(column.name());
      boolean writable = visible.writable().containsKey(column.name());
      if (readable || writable) {
        all.put(column.name(), field(column, readable, writable));
      }
    }
    visible.computed().values().forEach(it -> all.put(it.name(), field(it.column(), true, false)));
    return List.copyOf(all.values());
  }

  private Field field(Column column, boolean readable, boolean writable) {
    boolean needed = writable && !column.nullable() && column.fill() == Column.Fill.Nothing.NOTHING;
    Value fallback =
        column.fill() instanceof Column.Fill.Constant(Value value) ? value : Value.Null.NULL;
    return new Field(
        column.name(),
        new Form.Plain(column.type(), column.nullable(), column.refinements()),
        column.title(),
        readable,
        writable,
        needed,
        fallback,
        mark(column.name()));
  }

  private Field.Mark mark(String column) {
    boolean key = visible.collection().key().columns().contains(column);
    for (Relation relation : visible.relations()) {
      if (relation instanceof Relation.ToOne && relation.columns().equals(List.of(column))) {
        Optional<Surface.Visible> target = surface.byId(relation.to());
        if (target.isPresent()
            && target.get().collection().kind() instanceof Collection.Kind.Table) {
          return new Field.Mark(
              key, target.get().collection().name(), relation.targetColumns().getFirst());
        }
      }
    }
    return new Field.Mark(key, "", "");
  }

  private List<Parameter> filters() {
    List<Parameter> filters = new ArrayList<>();
    for (Field field : fields) {
      if (field.readable() && !Shared.RESERVED.contains(field.name())) {
        filters.add(filter(field.name(), example(field.form())));
      }
    }
    for (Collection.Search search : visible.searches().values()) {
      boolean column = visible.readable().containsKey(search.name());
      if (!column && !Shared.RESERVED.contains(search.name())) {
        filters.add(filter(search.name(), "plfts.example"));
      }
    }
    return filters;
  }

  private Parameter filter(String name, String example) {
    return new Parameter(
        Parameter.Place.QUERY,
        Names.spelled(name),
        component + "." + Names.component(name),
        false,
        "",
        Form.Filter.FILTER,
        example);
  }

  /** A filter that every value of the type understands. */
  static String example(Form.Plain form) {
    boolean compared =
        !(form.type() instanceof Type.Opaque)
            && !(form.type() instanceof Type.Array)
            && form.type() != Type.Scalar.JSON;
    return compared ? Examples.text(form).map(it -> "eq." + it).orElse("is.null") : "is.null";
  }

  private Parameter select() {
    List<String> ways = new ArrayList<>();
    for (Relation relation : visible.relations()) {
      surface
          .byId(relation.to())
          .ifPresent(it -> ways.add(relation.name() + " (" + it.collection().name() + ")"));
    }
    String related = ways.isEmpty() ? "" : " Related: " + String.join(", ", ways) + ".";
    return new Parameter(
        Parameter.Place.QUERY,
        "select",
        component + ".select",
        false,
        "Columns by commas; `alias:column`, `column::type`, `related(columns)`." + related,
        Form.TEXT,
        firstReadable());
  }

  private Parameter order() {
    return new Parameter(
        Parameter.Place.QUERY,
        "order",
        component + ".order",
        false,
        "Columns by commas, each with `.asc` or `.desc`, `.nullsfirst` or `.nullslast`.",
        Form.TEXT,
        ordered());
  }

  private String firstReadable() {
    return fields.stream()
        .filter(Field::readable)
        .findFirst()
        .map(it -> Names.spelled(it.name()))
        .orElse("");
  }

  private String ordered() {
    return fields.stream()
        .filter(it ->
            it.readable()
                && it.form().type() instanceof Type.Scalar scalar
                && scalar != Type.Scalar.JSON)
        .findFirst()
        .map(it -> Names.spelled(it.name()) + ".asc")
        .orElse("");
  }

  private List<Operation> operations() {
    Surface.Operations open = visible.operations();
    boolean keyed = !visible.collection().key().columns().isEmpty();
    List<Operation> operations = new ArrayList<>();
    if (open.read()) {
      operations.add(read(Operation.Method.GET));
      operations.add(read(Operation.Method.HEAD));
    }
    if (open.create()) {
      operations.add(post());
    }
    if (open.create() && open.update() && keyed) {
      operations.add(put());
    }
    if (open.update()) {
      operations.add(patch());
    }
    if (open.delete()) {
      operations.add(delete());
    }
    if (!open.none()) {
      operations.add(options());
    }
    return operations;
  }

  private List<Parameter> read(Parameter... more) {
    List<Parameter> all = List.of(select, order, Shared.LIMIT, Shared.OFFSET);
    return with(filtered(), all, more);
  }

  /** Filters, and what chooses among the rows that come back. */
  private List<Parameter> changed(Parameter... more) {
    List<Parameter> all = List.of(select, order, Shared.ANSWERED_LIMIT, Shared.ANSWERED_OFFSET);
    return with(filtered(), all, more);
  }

  private static List<Parameter> with(
      Stream<Parameter> first, List<Parameter> then, Parameter... more) {
    return Stream.of(first, then.stream(), Stream.of(more)).flatMap(it -> it).toList();
  }

  private Stream<Parameter> filtered() {
    return Stream.concat(filters.stream(), Stream.of(Shared.AND, Shared.OR));
  }

  private Operation read(Operation.Method method) {
    boolean body = method == Operation.Method.GET;
    Parameter profile = shared.profile(method);
    List<Parameter> parameters =
        body
            ? read(
                Shared.RANGE, Shared.RANGE_UNIT, Shared.IF_NONE_MATCH, Shared.PREFER_READ, profile)
            : read(Shared.IF_NONE_MATCH, Shared.PREFER_READ, profile);
    Operation.Answer whole = body ? rows(200, ".rows") : head(200);
    Operation.Answer part = body ? rows(206, ".rows") : head(206);
    return operation(
        method,
        body ? "Read rows" : "Ask about rows without them",
        parameters,
        List.of(),
        List.of(whole, part, Shared.UNCHANGED),
        300,
        416);
  }

  private static Operation.Answer head(int status) {
    return new Operation.Answer(
        status, "Head", "The headers of the answer to GET.", List.of("Content-Range"), List.of());
  }

  /** Rows, or where they are not asked for, nothing. */
  private Operation.Answer rows(int status, String kind) {
    return new Operation.Answer(status, component + kind, "", List.of(), List.of());
  }

  private Operation post() {
    Parameter conflict =
        new Parameter(
            Parameter.Place.QUERY,
            "on_conflict",
            "",
            false,
            "Columns of a unique constraint, by commas, for `resolution=`.",
            Form.TEXT,
            "");
    List<Parameter> parameters =
        List.of(
            select,
            order,
            Shared.ANSWERED_LIMIT,
            Shared.ANSWERED_OFFSET,
            Shared.COLUMNS,
            conflict,
            Shared.IDEMPOTENCY_KEY,
            Shared.PREFER_INSERT,
            shared.profile(Operation.Method.POST));
    Form one = new Form.Rowed(component, Form.Use.CREATE);
    List<Operation.Content> body =
        List.of(
            new Operation.Content(
                Shared.JSON,
                new Form.Either(List.of(one, new Form.Listed(one))),
                example(it -> it.required())),
            new Operation.Content(Shared.CSV, Form.TEXT, ""),
            new Operation.Content("application/x-www-form-urlencoded", one, ""));
    return operation(
        Operation.Method.POST,
        "Make rows",
        parameters,
        body,
        List.of(rows(200, ".written"), rows(201, ".written")),
        300,
        416,
        409,
        412,
        413,
        422,
        507);
  }

  private Operation put() {
    List<String> key = visible.collection().key().columns();
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter filter : filters) {
      key.stream()
          .filter(it -> Names.spelled(it).equals(filter.name()))
          .forEach(it -> parameters.add(required(filter)));
    }
    parameters.add(select);
    parameters.add(Shared.COLUMNS);
    parameters.add(Shared.IF_MATCH);
    parameters.add(Shared.IDEMPOTENCY_KEY);
    parameters.add(Shared.PREFER_PUT);
    parameters.add(shared.profile(Operation.Method.PUT));
    Form one = new Form.Rowed(component, Form.Use.CREATE);
    String example = example(it -> it.required() || key.contains(it.name()));
    return operation(
        Operation.Method.PUT,
        "Make or replace the row with this key",
        parameters,
        List.of(new Operation.Content(Shared.JSON, one, example)),
        List.of(
            rows(200, ".written"),
            rows(201, ".written"),
            new Operation.Answer(204, "Done", "Done.", List.of(), List.of())),
        300,
        416,
        405,
        409,
        412,
        413,
        422,
        507);
  }

  private static Parameter required(Parameter filter) {
    return new Parameter(
        filter.place(),
        filter.name(),
        "",
        true,
        "The key's value, with `eq.`.",
        Form.Filter.FILTER,
        filter.example());
  }

  private Operation patch() {
    Form one = new Form.Rowed(component, Form.Use.UPDATE);
    String example =
        fields.stream()
            .filter(it ->
                it.writable() && it.readable() && !it.mark().key() && it.mark().table().isEmpty())
            .filter(it -> Examples.json(it.form()).isPresent())
            .findFirst()
            .map(it -> object(List.of(it)))
            .orElse("");
    return operation(
        Operation.Method.PATCH,
        "Change the rows that the filters choose; without filters, all",
        changed(
            Shared.COLUMNS,
            Shared.IF_MATCH,
            Shared.IDEMPOTENCY_KEY,
            Shared.PREFER_UPDATE,
            shared.profile(Operation.Method.PATCH)),
        List.of(
            new Operation.Content(Shared.JSON, one, example),
            new Operation.Content("application/x-www-form-urlencoded", one, "")),
        List.of(
            rows(200, ".written"),
            new Operation.Answer(204, "Done", "Done.", List.of(), List.of())),
        300,
        416,
        409,
        412,
        413,
        422,
        507);
  }

  private Operation delete() {
    return operation(
        Operation.Method.DELETE,
        "Delete the rows that the filters choose; without filters, all",
        changed(
            Shared.IF_MATCH,
            Shared.IDEMPOTENCY_KEY,
            Shared.PREFER_DELETE,
            shared.profile(Operation.Method.DELETE)),
        List.of(),
        List.of(
            rows(200, ".written"),
            new Operation.Answer(204, "Done", "Done.", List.of(), List.of())),
        300,
        416,
        409,
        412,
        422,
        507);
  }

  private Operation options() {
    return operation(
        Operation.Method.OPTIONS,
        "Ask what may be done",
        List.of(shared.profile(Operation.Method.OPTIONS)),
        List.of(),
        List.of(
            new Operation.Answer(
                200, "Allowed", "What may be done.", List.of("Allow"), List.of())));
  }

  private Operation operation(
      Operation.Method method,
      String summary,
      List<Parameter> parameters,
      List<Operation.Content> body,
      List<Operation.Answer> good,
      Integer... bad) {
    List<Operation.Answer> answers = new ArrayList<>(good);
    answers.addAll(Shared.mistakes(bad));
    if (visible.collection().responds()) {
      answers.add(Shared.chosen());
    }
    String id = method.name().toLowerCase(java.util.Locale.ROOT) + "." + component;
    return new Operation(method, id, summary, parameters, body, answers);
  }

  /** A row of these fields as JSON; empty where one has no example. */
  private String example(java.util.function.Predicate<Field> wanted) {
    List<Field> chosen = fields.stream().filter(it -> it.writable() && wanted.test(it)).toList();
    boolean whole = chosen.stream().allMatch(it -> Examples.json(it.form()).isPresent());
    return whole ? object(chosen) : "";
  }

  private static String object(List<Field> fields) {
    JsonText json = new JsonText(128).object();
    fields.forEach(it -> Examples.json(it.form()).ifPresent(value -> json.raw(it.name(), value)));
    return new String(json.end().output().toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
