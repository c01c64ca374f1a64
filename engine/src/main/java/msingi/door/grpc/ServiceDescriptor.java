package msingi.door.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.List;
import msingi.door.grpc.Contract.RowMessage;
import msingi.request.Surface;

/** Descriptors of a collection's service and of what its methods take and answer. */
final class ServiceDescriptor {
  private static final String EMPTY = ".google.protobuf.Empty";

  private final Shared shared;
  private final Surface.Visible visible;
  private final RowMessage row;
  private final DescriptorProto.Builder filter;

  ServiceDescriptor(
      Shared shared, Surface.Visible visible, RowMessage row, DescriptorProto.Builder filter) {
    this.shared = shared;
    this.visible = visible;
    this.row = row;
    this.filter = filter;
  }

  /** Adds the service with the methods that are open. */
  void add(FileDescriptorProto.Builder file, Surface.Operations operations, boolean keyed) {
    ServiceDescriptorProto.Builder service =
        ServiceDescriptorProto.newBuilder().setName(row.service());
    String own = row.name() + "Filter";
    filter.addField(shared.message(Filters.ALL, "all_of", own, true));
    filter.addField(shared.message(Filters.ANY, "any_of", own, true));
    filter.addField(shared.message(Filters.NOT, "not", own, true));
    for (var field : filter.getFieldBuilderList()) {
      boolean clash =
          field.getNumber() >= Numbering.OWN && row.byName().containsKey(field.getName());
      field.setName(clash ? field.getName() + "_filter" : field.getName());
    }
    shared.reserve(filter);
    file.addMessageType(Shared.whole(filter));
    for (Verb verb : Verb.values()) {
      if (verb.open(operations) && (keyed || !verb.keyed())) {
        method(verb, file, service);
      }
    }
    if (service.getMethodCount() > 0) {
      file.addService(service);
    }
  }

  private void method(
      Verb verb, FileDescriptorProto.Builder file, ServiceDescriptorProto.Builder service) {
    DescriptorProto.Builder request = named(verb, "Request");
    DescriptorProto.Builder response = named(verb, "Response");
    String answer =
        switch (verb) {
          case GET, CREATE, UPDATE, STREAM -> row.name();
          case DELETE -> EMPTY;
          case LIST, BATCH_CREATE, UPSERT -> response.getName();
        };
    switch (verb) {
      case GET -> {
        key(request);
        request.addField(shared.mask(Reading.READ_MASK, "read_mask"));
      }
      case DELETE -> key(request);
      case LIST -> {
        asked(request, "page_size");
        request.addField(shared.single(Reading.PAGE_TOKEN, "page_token", Form.TEXT));
        request.addField(shared.mask(Reading.MASK, "read_mask"));
        request.addField(shared.single(Reading.COUNT, "count", Form.TRUTH));
        response.addField(shared.message(MessageRows.ROWS, "rows", row.name(), true));
        response.addField(shared.single(Reading.NEXT_PAGE_TOKEN, "next_page_token", Form.TEXT));
        response.addField(Shared.optional(shared.single(Reading.TOTAL, "total", Form.LONG)));
      }
      case STREAM -> {
        asked(request, "limit");
        request.addField(shared.mask(Reading.MASK, "read_mask"));
      }
      case CREATE, BATCH_CREATE, UPDATE, UPSERT -> written(verb, request, response);
    }
    file.addMessageType(Shared.whole(request));
    if (answer.equals(response.getName())) {
      file.addMessageType(Shared.whole(response));
    }
    service.addMethod(
        MethodDescriptorProto.newBuilder()
            .setName(verb.method())
            .setInputType(full(file, request.getName()))
            .setOutputType(full(file, answer))
            .setServerStreaming(verb == Verb.STREAM));
  }

  private static String full(FileDescriptorProto.Builder file, String name) {
    return name.startsWith(".") ? name : "." + file.getPackage() + "." + name;
  }

  private DescriptorProto.Builder named(Verb verb, String end) {
    return DescriptorProto.newBuilder().setName(row.name() + verb.method() + end);
  }

  private void asked(DescriptorProto.Builder request, String size) {
    request.addField(shared.message(Reading.FILTER, "filter", row.name() + "Filter", false));
    request.addField(shared.single(Reading.ORDER_BY, "order_by", Form.TEXT));
    request.addField(shared.single(Reading.PAGE_SIZE, size, Form.LONG));
  }

  private void key(DescriptorProto.Builder request) {
    List<String> key = visible.collection().key().columns();
    for (Slot slot : row.slots()) {
      if (slot instanceof Slot.Value value && key.contains(value.key())) {
        String message = shared.scope() + "." + row.name();
        request.addField(shared.value(value, message));
      }
    }
  }

  private void written(
      Verb verb, DescriptorProto.Builder request, DescriptorProto.Builder response) {
    boolean many = verb == Verb.BATCH_CREATE;
    request.addField(shared.message(Creating.ROW, many ? "rows" : "row", row.name(), many));
    String mask = verb == Verb.UPDATE ? "update_mask" : "fields";
    request.addField(shared.mask(Creating.FIELDS, mask));
    if (verb == Verb.UPSERT) {
      request.addField(shared.mask(Creating.ON_CONFLICT, "on_conflict"));
      response.addField(
          shared
              .message(MessageRows.ROWS, "row", row.name(), false)
              .setLabel(Label.LABEL_OPTIONAL));
      response.addField(shared.single(Creating.CREATED, "created", Form.TRUTH));
    }
    if (many) {
      response.addField(shared.message(MessageRows.ROWS, "rows", row.name(), true));
      response.addField(shared.single(Creating.CREATED, "created", Form.LONG));
    }
    request.addField(shared.mask(Reading.MASK, "read_mask"));
  }
}
