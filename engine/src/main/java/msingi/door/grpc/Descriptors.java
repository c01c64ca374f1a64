package msingi.door.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import msingi.definition.Collection;
import msingi.definition.Function;
import msingi.door.grpc.Contract.CallMessages;
import msingi.door.grpc.Contract.RowMessage;
import msingi.request.Surface;

/** The contract as one caller sees it, as the descriptor of a file of proto3. */
final class Descriptors {
  private final Contract contract;
  private final Surface surface;
  private final View.Names names;
  private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
  private final Shared shared;

  /** What stands before a message or a service in the text: titles of the definition. */
  private final Map<String, String> titles = new LinkedHashMap<>();

  private Descriptors(Contract contract, Surface surface) {
    this.contract = contract;
    this.surface = surface;
    this.names = new View.Names(contract, surface);
    this.shared = new Shared(contract.name());
  }

  /**
   * A file with what is said of its parts.
   *
   * @param titles by the full name of a message, a field or a method
   */
  record Described(FileDescriptorProto file, Map<String, String> titles) {
    Described {
      titles = Map.copyOf(titles);
    }
  }

  /** The file of what a caller sees. */
  static Described of(Contract contract, Surface surface) {
    return new Descriptors(contract, surface).build();
  }

  /** The file's name, as imports would spell it. */
  static String fileName(Contract contract) {
    return contract.name().replace('.', '/') + "/" + contract.name().split("\\.", 2)[0] + ".proto";
  }

  private Described build() {
    file.setName(fileName(contract)).setPackage(contract.name()).setSyntax("proto3");
    file.addDependency("google/protobuf/empty.proto");
    file.addDependency("google/protobuf/field_mask.proto");
    file.addDependency("google/protobuf/timestamp.proto");
    for (Collection collection : contract.app().collections().values()) {
      surface.byId(collection.id()).ifPresent(it -> rows(it, contract.row(collection)));
    }
    calls();
    shared.needed().forEach(file::addMessageType);
    return new Described(file.build(), titles);
  }

  private void rows(Surface.Visible visible, RowMessage message) {
    DescriptorProto.Builder row = DescriptorProto.newBuilder().setName(message.name());
    DescriptorProto.Builder filter =
        DescriptorProto.newBuilder().setName(message.name() + "Filter");
    title(message.name(), visible.collection().title());
    for (Slot slot : message.slots()) {
      switch (slot) {
        case Slot.Value value -> value(visible, message, value, row, filter);
        case Slot.Related related -> {
          if (names.relation(visible, related.relation()).isPresent()) {
            String target = contract.row(related.target()).name();
            row.addField(shared.message(related, target));
            filter.addField(
                shared.message(related.number(), related.name(), target + "Filter", false));
          }
        }
        case Slot.Words words -> {
          if (visible.searches().containsKey(words.search())) {
            filter.addField(shared.message(words.number(), words.name(), shared.search(), false));
          }
        }
      }
    }
    shared.reserve(row);
    file.addMessageType(Shared.whole(row));
    new ServiceDescriptor(shared, visible, message, filter)
        .add(file, visible.operations(), keyed(visible));
  }

  private void value(
      Surface.Visible visible,
      RowMessage message,
      Slot.Value value,
      DescriptorProto.Builder row,
      DescriptorProto.Builder filter) {
    boolean readable = names.readable(visible, value);
    if (!readable && !visible.writable().containsKey(value.key())) {
      return;
    }
    row.addField(shared.value(value, contract.name() + "." + message.name()));
    if (value.choice().there()) {
      row.addEnumType(choice(value.choice()));
    }
    if (readable) {
      filter.addField(shared.message(value.number(), value.name(), shared.condition(value), false));
      title(message.name() + "." + value.name(), View.column(visible, value).title());
    }
  }

  private static EnumDescriptorProto choice(Slot.Choice choice) {
    EnumDescriptorProto.Builder made = EnumDescriptorProto.newBuilder().setName(choice.name());
    new TreeMap<>(choice.labels())
        .forEach((number, label) ->
            made.addValue(EnumValueDescriptorProto.newBuilder().setName(label).setNumber(number)));
    return made.build();
  }

  /** Whether the caller can name a row by its key. */
  private static boolean keyed(Surface.Visible visible) {
    List<String> key = visible.collection().key().columns();
    return !key.isEmpty() && key.stream().allMatch(visible.readable()::containsKey);
  }

  private void title(String name, String title) {
    if (!title.isEmpty()) {
      titles.put(contract.name() + "." + name, title);
    }
  }

  private void calls() {
    List<Surface.Callable> callables = new ArrayList<>();
    surface.functions().values().forEach(it -> it.values().forEach(callables::addAll));
    callables.sort(java.util.Comparator.comparing((Surface.Callable it) -> it.function().id()));
    ServiceDescriptorProto.Builder service =
        ServiceDescriptorProto.newBuilder().setName(Contract.FUNCTIONS);
    for (Surface.Callable callable : callables) {
      CallMessages messages = contract.calls().get(callable.function().id());
      if (messages != null) {
        call(callable.function(), messages, service);
      }
    }
    if (service.getMethodCount() > 0) {
      file.addService(service);
    }
  }

  private void call(
      Function function, CallMessages messages, ServiceDescriptorProto.Builder service) {
    DescriptorProto.Builder request =
        DescriptorProto.newBuilder().setName(messages.name() + "Request");
    messages.arguments().forEach(it -> request.addField(shared.value(it, "")));
    shared.reserve(request);
    DescriptorProto.Builder response =
        DescriptorProto.newBuilder().setName(messages.name() + "Response");
    boolean many = !function.single();
    switch (function.returns()) {
      case Function.Returns.Nothing _ -> {}
      case Function.Returns.Of(String collection, boolean _) -> {
        request.addField(shared.mask(Reading.READ_MASK, "read_mask"));
        String row = contract.row(collection).name();
        response.addField(shared.message(MessageRows.ROWS, many ? "rows" : "row", row, many));
      }
      case Function.Returns.Values _, Function.Returns.Rows _ -> {
        DescriptorProto.Builder row = DescriptorProto.newBuilder().setName(messages.name() + "Row");
        messages.answer().forEach(it -> row.addField(shared.value(it, "")));
        shared.reserve(row);
        file.addMessageType(Shared.whole(row));
        String name = messages.name() + "Row";
        response.addField(shared.message(MessageRows.ROWS, many ? "rows" : "row", name, many));
      }
    }
    file.addMessageType(Shared.whole(request)).addMessageType(response);
    title(Contract.FUNCTIONS + "." + messages.name(), function.title());
    service.addMethod(
        MethodDescriptorProto.newBuilder()
            .setName(messages.name())
            .setInputType("." + contract.name() + "." + messages.name() + "Request")
            .setOutputType("." + contract.name() + "." + messages.name() + "Response"));
  }
}
