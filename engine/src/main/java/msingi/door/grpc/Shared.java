package msingi.door.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import msingi.expression.Type;

/** Descriptors of fields, and of the messages that all collections share, as far as needed. */
final class Shared {
  static final String MASK = ".google.protobuf.FieldMask";
  static final String TIMESTAMP = ".google.protobuf.Timestamp";

  private final String scope;
  private final Map<String, DescriptorProto> needed = new TreeMap<>();

  /**
   * @param scope the package
   */
  Shared(String scope) {
    this.scope = scope;
  }

  String scope() {
    return scope;
  }

  /** The shared messages that were named so far. */
  Collection<DescriptorProto> needed() {
    return needed.values();
  }

  /** The name of a type of this package, or of another when it begins with a dot. */
  private String full(String name) {
    return name.startsWith(".") ? name : "." + scope + "." + name;
  }

  FieldDescriptorProto.Builder message(int number, String name, String type, boolean many) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(many ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL)
        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName(full(type));
  }

  FieldDescriptorProto.Builder message(Slot.Related slot, String type) {
    return message(slot.number(), slot.name(), type, slot.many());
  }

  FieldDescriptorProto.Builder mask(int number, String name) {
    return message(number, name, MASK, false);
  }

  /** A single value of a form; it knows whether it is set once it is put into a message. */
  FieldDescriptorProto.Builder single(int number, String name, Form form) {
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder()
            .setName(name)
            .setNumber(number)
            .setLabel(Label.LABEL_OPTIONAL);
    return switch (form) {
      case TEXT -> field.setType(FieldDescriptorProto.Type.TYPE_STRING);
      case INT -> field.setType(FieldDescriptorProto.Type.TYPE_INT32);
      case LONG -> field.setType(FieldDescriptorProto.Type.TYPE_INT64);
      case REAL -> field.setType(FieldDescriptorProto.Type.TYPE_DOUBLE);
      case TRUTH -> field.setType(FieldDescriptorProto.Type.TYPE_BOOL);
      case BYTES -> field.setType(FieldDescriptorProto.Type.TYPE_BYTES);
      case MOMENT -> field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(TIMESTAMP);
    };
  }

  /**
   * A value of the definition, which may be absent.
   *
   * @param message the full name of the message it is in, where its enumeration is too
   */
  FieldDescriptorProto.Builder value(Slot.Value slot, String message) {
    if (slot.array()) {
      return message(slot.number(), slot.name(), array(slot.form()), false);
    }
    if (slot.choice().there()) {
      return FieldDescriptorProto.newBuilder()
          .setName(slot.name())
          .setNumber(slot.number())
          .setLabel(Label.LABEL_OPTIONAL)
          .setType(FieldDescriptorProto.Type.TYPE_ENUM)
          .setTypeName("." + message + "." + slot.choice().name())
          .setProto3Optional(true);
    }
    return optional(single(slot.number(), slot.name(), slot.form()));
  }

  /** The same field with a memory of whether it was set. */
  static FieldDescriptorProto.Builder optional(FieldDescriptorProto.Builder field) {
    boolean message = field.getType() == FieldDescriptorProto.Type.TYPE_MESSAGE;
    return message ? field : field.setProto3Optional(true);
  }

  /** Gives the fields that may be absent the groups of one that descriptors want for them. */
  static DescriptorProto whole(DescriptorProto.Builder message) {
    for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
      if (field.getProto3Optional()) {
        field.setOneofIndex(message.getOneofDeclCount());
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
      }
    }
    return message.build();
  }

  /** Keeps every number below the largest that is not there: gone, or not the caller's. */
  void reserve(DescriptorProto.Builder message) {
    List<Integer> used = new ArrayList<>();
    message.getFieldList().forEach(it -> used.add(it.getNumber()));
    int most = used.stream().filter(it -> it < Numbering.OWN).mapToInt(it -> it).max().orElse(0);
    for (int number = 1; number < most; number++) {
      if (!used.contains(number)) {
        message.addReservedRange(
            DescriptorProto.ReservedRange.newBuilder().setStart(number).setEnd(number + 1));
      }
    }
  }

  /** The message of arrays of a form. */
  String array(Form form) {
    String name = form.array();
    if (!needed.containsKey(name)) {
      DescriptorProto.Builder made = DescriptorProto.newBuilder().setName(name);
      made.addField(single(1, "values", form).setLabel(Label.LABEL_REPEATED));
      made.addField(single(2, "nulls", Form.INT).setLabel(Label.LABEL_REPEATED));
      needed.put(name, made.build());
    }
    return name;
  }

  /** The message of what a filter asks of a value. */
  String condition(Slot.Value slot) {
    boolean document = slot.type() == Type.Scalar.JSON || slot.type() instanceof Type.Native;
    if (slot.array() || document) {
      return containing(slot.form(), slot.array());
    }
    String name = slot.form().condition();
    if (!needed.containsKey(name)) {
      needed.put(name, condition(name, slot.form()));
    }
    return name;
  }

  private DescriptorProto condition(String name, Form form) {
    DescriptorProto.Builder made = DescriptorProto.newBuilder().setName(name);
    List<String> words = List.of("eq", "neq", "gt", "gte", "lt", "lte");
    int compared = form == Form.TRUTH ? 2 : words.size();
    for (int place = 0; place < compared; place++) {
      made.addField(optional(single(place + 1, words.get(place), form)));
    }
    if (form == Form.TEXT) {
      List<String> patterns = List.of("like", "ilike", "match", "imatch");
      for (int place = 0; place < patterns.size(); place++) {
        made.addField(optional(single(place + 7, patterns.get(place), Form.TEXT)));
      }
    }
    made.addField(message(11, "any_of", array(form), false));
    made.addField(optional(single(Filters.IS_NULL, "is_null", Form.TRUTH)));
    return whole(made);
  }

  private String containing(Form form, boolean array) {
    String name = array ? form.arrayCondition() : "DocumentCondition";
    if (!needed.containsKey(name)) {
      DescriptorProto.Builder made = DescriptorProto.newBuilder().setName(name);
      made.addField(part(1, "eq", form, array));
      made.addField(part(2, "neq", form, array));
      made.addField(optional(single(Filters.IS_NULL, "is_null", Form.TRUTH)));
      made.addField(part(13, "contains", form, array));
      made.addField(part(14, "contained", form, array));
      made.addField(part(15, "overlaps", form, array));
      needed.put(name, whole(made));
    }
    return name;
  }

  private FieldDescriptorProto.Builder part(int number, String name, Form form, boolean array) {
    return array ? message(number, name, array(form), false) : optional(single(number, name, form));
  }

  /** The message of what a filter asks of a declared search. */
  String search() {
    String name = "SearchCondition";
    if (!needed.containsKey(name)) {
      DescriptorProto.Builder made = DescriptorProto.newBuilder().setName(name);
      List<String> modes = List.of("plain", "phrase", "web", "operators");
      for (int place = 0; place < modes.size(); place++) {
        made.addField(optional(single(place + 1, modes.get(place), Form.TEXT)));
      }
      needed.put(name, whole(made));
    }
    return name;
  }
}
