package msingi.door.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import msingi.definition.Function;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Surface;

/** Describes the functions of one name that a caller may call. */
final class FunctionResource {
  private static final String RPC = "rpc.";

  private final String name;
  private final List<Surface.Callable> overloads;
  private final Shared shared;
  private final String component;

  private FunctionResource(String name, List<Surface.Callable> overloads, Shared shared) {
    this.name = name;
    this.overloads = overloads;
    this.shared = shared;
    this.component = RPC + Names.component(name);
  }

  static Resource of(String name, List<Surface.Callable> overloads, Shared shared) {
    return new FunctionResource(name, overloads, shared).resource();
  }

  private Resource resource() {
    String title = overloads.getFirst().function().title();
    List<Operation> operations = new ArrayList<>();
    if (overloads.stream().anyMatch(it -> reads(it.function()))) {
      operations.add(get(Operation.Method.GET));
      operations.add(get(Operation.Method.HEAD));
    }
    operations.add(post());
    operations.add(options());
    return new Resource(
        Resource.Kind.FUNCTION,
        name,
        component,
        "/rpc/" + Names.encoded(name),
        Titles.summary(title),
        Titles.description(title),
        fields(overloads.getLast().function()),
        List.of(),
        operations);
  }

  /** Whether it can be called with GET. */
  private static boolean reads(Function function) {
    return function.volatility() != Function.Volatility.VOLATILE && !whole(function);
  }

  private static boolean whole(Function function) {
    return function.arguments().stream().anyMatch(it -> it.taking() == Function.Taking.BODY);
  }

  private static List<Field> fields(Function function) {
    return function.arguments().stream().map(FunctionResource::field).toList();
  }

  private static Field field(Function.Argument argument) {
    Value fallback =
        argument.fallback() instanceof Function.Fallback.Constant(Value value)
            ? value
            : Value.Null.NULL;
    return new Field(
        argument.name(),
        new Form.Plain(argument.type(), argument.nullable(), argument.refinements()),
        "",
        false,
        true,
        argument.fallback() == Function.Fallback.Required.REQUIRED,
        fallback,
        Field.Mark.NONE);
  }

  /** Arguments by name: one is required where every function that can be read has it so. */
  private List<Parameter> arguments() {
    List<Function> readable =
        overloads.stream().map(Surface.Callable::function).filter(FunctionResource::reads).toList();
    Map<String, Parameter> all = new LinkedHashMap<>();
    for (Function function : readable) {
      for (Field field : fields(function)) {
        boolean required =
            readable.stream()
                .allMatch(other ->
                    fields(other).stream()
                        .anyMatch(it -> it.name().equals(field.name()) && it.required()));
        boolean plain = !(field.form().type() instanceof Type.Array);
        all.putIfAbsent(
            field.name(),
            new Parameter(
                Parameter.Place.QUERY,
                field.name(),
                "",
                required,
                plain ? "" : "An array as `{1,2}`.",
                query(field.form()),
                Examples.text(field.form()).orElse("")));
      }
    }
    return List.copyOf(all.values());
  }

  /** In a query everything is a text; what a reader can check of it stays. */
  private static Form query(Form.Plain form) {
    return switch (form.type()) {
      case Type.Scalar.JSON, Type.Scalar.BYTES -> Form.TEXT;
      case Type.Opaque _, Type.Array _ -> Form.TEXT;
      case Type.Scalar _, Type.Decimal _ -> new Form.Plain(form.type(), false, form.refinements());
    };
  }

  private Operation get(Operation.Method method) {
    List<Parameter> parameters = new ArrayList<>(arguments());
    parameters.addAll(result(parameters));
    parameters.add(Shared.IF_NONE_MATCH);
    if (method == Operation.Method.GET) {
      parameters.add(Shared.RANGE);
      parameters.add(Shared.RANGE_UNIT);
    }
    parameters.add(Shared.PREFER_CALL);
    parameters.add(shared.profile(method));
    return operation(
        method,
        method == Operation.Method.GET ? "Call with arguments in the query" : "Call without rows",
        parameters,
        List.of(),
        answers(method == Operation.Method.GET));
  }

  /** What chooses among rows, where there are rows. */
  private List<Parameter> result(List<Parameter> taken) {
    boolean rows =
        overloads.stream()
            .map(it -> it.function().returns())
            .anyMatch(
                it -> it instanceof Function.Returns.Rows || it instanceof Function.Returns.Of);
    if (!rows) {
      return List.of();
    }
    String column =
        overloads.getFirst().result().readable().keySet().stream()
            .findFirst()
            .map(Names::spelled)
            .orElse("");
    List<Parameter> chosen = new ArrayList<>();
    chosen.add(text("select", "Columns by commas.", column));
    chosen.add(text("order", "Columns by commas, each with `.asc` or `.desc`.", column));
    chosen.add(Shared.LIMIT);
    chosen.add(Shared.OFFSET);
    chosen.removeIf(it -> taken.stream().anyMatch(other -> other.name().equals(it.name())));
    return chosen;
  }

  private static Parameter text(String name, String description, String example) {
    return new Parameter(Parameter.Place.QUERY, name, "", false, description, Form.TEXT, example);
  }

  private Operation post() {
    List<Parameter> parameters = new ArrayList<>(result(List.of()));
    parameters.add(Shared.IDEMPOTENCY_KEY);
    parameters.add(Shared.PREFER_CALL);
    parameters.add(shared.profile(Operation.Method.POST));
    return operation(
        Operation.Method.POST,
        "Call with arguments in the body",
        parameters,
        bodies(),
        answers(true));
  }

  private List<Operation.Content> bodies() {
    List<Operation.Content> bodies = new ArrayList<>();
    List<Form> members = new ArrayList<>();
    String example = "";
    for (Surface.Callable overload : overloads) {
      Function function = overload.function();
      if (whole(function)) {
        bodies.add(content(function.arguments().getFirst()));
      } else {
        List<Field> fields = fields(function);
        members.add(new Form.Members(fields));
        example = example.isEmpty() ? example(fields) : example;
      }
    }
    if (!members.isEmpty()) {
      Form form = members.size() == 1 ? members.getFirst() : new Form.Either(members);
      bodies.removeIf(it -> it.type().equals(Shared.JSON));
      bodies.addFirst(new Operation.Content(Shared.JSON, form, example));
    }
    return bodies;
  }

  private static Operation.Content content(Function.Argument argument) {
    return switch (argument.type()) {
      case Type.Scalar.TEXT -> new Operation.Content("text/plain", Form.TEXT, "");
      case Type.Scalar.BYTES -> new Operation.Content("application/octet-stream", Form.TEXT, "");
      case Type.Native it when it.name().equals("xml") ->
          new Operation.Content("text/xml", Form.TEXT, "");
      case Type.Scalar _, Type.Decimal _, Type.Array _, Type.Opaque _ ->
          new Operation.Content(Shared.JSON, Form.plain(Type.Scalar.JSON), "{}");
    };
  }

  /** The required arguments; empty where one has no example. */
  private static String example(List<Field> fields) {
    JsonText json = new JsonText(64).object();
    for (Field field : fields) {
      if (field.required()) {
        var value = Examples.json(field.form());
        if (value.isEmpty()) {
          return "";
        }
        json.raw(field.name(), value.get());
      }
    }
    return new String(json.end().output().toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private List<Operation.Answer> answers(boolean body) {
    boolean nothing =
        overloads.stream()
            .anyMatch(it -> it.function().returns() == Function.Returns.Nothing.NOTHING);
    List<Form> forms =
        overloads.stream()
            .filter(it -> it.function().returns() != Function.Returns.Nothing.NOTHING)
            .map(FunctionResource::form)
            .distinct()
            .toList();
    List<Operation.Answer> answers = new ArrayList<>();
    if (nothing) {
      answers.add(new Operation.Answer(204, "Done", "Done.", List.of(), List.of()));
    }
    if (!forms.isEmpty()) {
      List<Operation.Content> contents = body ? contents(forms) : List.of();
      List<String> headers = List.of("Content-Range");
      answers.add(new Operation.Answer(200, "", "What it answers.", headers, contents));
      answers.add(new Operation.Answer(206, "", "A part of it.", headers, contents));
      answers.add(Shared.UNCHANGED);
    }
    return answers;
  }

  /** In every media type that the answer may have. */
  private List<Operation.Content> contents(List<Form> forms) {
    Form all = forms.size() == 1 ? forms.getFirst() : new Form.Either(forms);
    List<Operation.Content> contents = new ArrayList<>();
    contents.add(new Operation.Content(Shared.JSON, all, ""));
    Form single = forms.size() == 1 ? one(forms.getFirst()) : Form.plain(Type.Scalar.JSON);
    contents.add(new Operation.Content(Shared.OBJECT, single, ""));
    contents.add(new Operation.Content(Shared.ARRAY, all, ""));
    contents.add(new Operation.Content(Shared.CSV, Form.TEXT, ""));
    contents.add(new Operation.Content(Shared.LINES, Form.TEXT, ""));
    overloads.stream()
        .map(it -> bare(it.function().returns()))
        .filter(it -> !it.isEmpty())
        .distinct()
        .forEach(it -> contents.add(new Operation.Content(it, Form.TEXT, "")));
    return contents;
  }

  private static Form one(Form form) {
    return form instanceof Form.Listed(Form each) ? each : form;
  }

  /** The media type of a single value as it is; empty where it has none. */
  private static String bare(Function.Returns returns) {
    if (!(returns instanceof Function.Returns.Values(Type type, boolean many)) || many) {
      return "";
    }
    return switch (type) {
      case Type.Scalar.TEXT -> "text/plain";
      case Type.Scalar.BYTES -> "application/octet-stream";
      case Type.Native it when it.name().equals("xml") -> "text/xml";
      case Type.Native it -> it.name().contains("/") ? it.name() : "";
      case Type.Scalar _, Type.Decimal _, Type.Array _, Type.Represented _ -> "";
    };
  }

  private static Form form(Surface.Callable callable) {
    Form one =
        switch (callable.function().returns()) {
          case Function.Returns.Nothing.NOTHING -> Form.plain(Type.Scalar.JSON);
          case Function.Returns.Values(Type type, boolean _) ->
              new Form.Plain(type, true, List.of());
          case Function.Returns.Rows _, Function.Returns.Of _ -> row(callable);
        };
    if (!callable.function().single()) {
      return new Form.Listed(one);
    }
    return one instanceof Form.Plain ? one : new Form.Maybe(one);
  }

  private static Form row(Surface.Callable callable) {
    List<Field> fields = new ArrayList<>();
    callable
        .result()
        .readable()
        .values()
        .forEach(it ->
            fields.add(
                new Field(
                    it.name(),
                    new Form.Plain(it.type(), true, List.of()),
                    it.title(),
                    true,
                    false,
                    false,
                    Value.Null.NULL,
                    Field.Mark.NONE)));
    return new Form.Members(fields);
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
      List<Operation.Answer> good) {
    List<Operation.Answer> answers = new ArrayList<>(good);
    answers.addAll(Shared.mistakes(300, 405, 409, 412, 413, 416, 422, 507));
    boolean stored =
        overloads.stream().anyMatch(it -> it.function().body() instanceof Function.Body.Stored);
    if (stored) {
      answers.add(Shared.chosen());
    }
    String id = method.name().toLowerCase(Locale.ROOT) + "." + component;
    return new Operation(method, id, summary, parameters, body, answers);
  }
}
