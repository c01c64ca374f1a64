package msingi.door.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.Locale;
import java.util.Map;

/** A descriptor as the text of a {@code .proto} file. */
final class ProtoText {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> titles;
  private final String scope;

  private ProtoText(Descriptors.Described described) {
    this.titles = described.titles();
    this.scope = described.file().getPackage();
  }

  static String of(Descriptors.Described described) {
    return new ProtoText(described).write(described.file());
  }

  private String write(FileDescriptorProto file) {
    text.append(
        "// The gRPC contract of Msingi. What is not here does not exist for the caller.\n");
    text.append("syntax = \"proto3\";\n\npackage ").append(file.getPackage()).append(";\n\n");
    file.getDependencyList().forEach(it -> text.append("import \"").append(it).append("\";\n"));
    file.getServiceList().forEach(this::service);
    file.getMessageTypeList().forEach(this::message);
    return text.toString();
  }

  private void title(String name, String indent) {
    String title = titles.getOrDefault(scope + "." + name, "");
    if (!title.isEmpty()) {
      title.lines().forEach(it -> text.append(indent).append("// ").append(it).append('\n'));
    }
  }

  private void service(ServiceDescriptorProto service) {
    text.append("\nservice ").append(service.getName()).append(" {\n");
    for (MethodDescriptorProto method : service.getMethodList()) {
      title(service.getName() + "." + method.getName(), "  ");
      text.append("  rpc ").append(method.getName()).append('(');
      text.append(shown(method.getInputType())).append(") returns (");
      text.append(method.getServerStreaming() ? "stream " : "");
      text.append(shown(method.getOutputType())).append(");\n");
    }
    text.append("}\n");
  }

  private void message(DescriptorProto message) {
    text.append('\n');
    title(message.getName(), "");
    text.append("message ").append(message.getName()).append(" {");
    boolean empty = message.getFieldCount() == 0;
    text.append(empty ? "" : "\n");
    if (message.getReservedRangeCount() > 0) {
      StringBuilder numbers = new StringBuilder();
      message
          .getReservedRangeList()
          .forEach(it -> numbers.append(numbers.isEmpty() ? "" : ", ").append(it.getStart()));
      text.append("  reserved ").append(numbers).append(";\n");
    }
    message.getEnumTypeList().forEach(this::enumeration);
    for (FieldDescriptorProto field : message.getFieldList()) {
      title(message.getName() + "." + field.getName(), "  ");
      field(field);
    }
    text.append("}\n");
  }

  private void enumeration(EnumDescriptorProto enumeration) {
    text.append("  enum ").append(enumeration.getName()).append(" {\n");
    for (EnumValueDescriptorProto value : enumeration.getValueList()) {
      text.append("    ").append(value.getName()).append(" = ").append(value.getNumber());
      text.append(";\n");
    }
    text.append("  }\n");
  }

  private void field(FieldDescriptorProto field) {
    text.append("  ");
    if (field.getLabel() == Label.LABEL_REPEATED) {
      text.append("repeated ");
    } else if (field.getProto3Optional()) {
      text.append("optional ");
    }
    String type =
        field.getTypeName().isEmpty()
            ? field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT)
            : shown(field.getTypeName());
    text.append(type).append(' ').append(field.getName());
    text.append(" = ").append(field.getNumber()).append(";\n");
  }

  /** A type's name, without the package where it is this one. */
  private String shown(String name) {
    String own = "." + scope + ".";
    return name.startsWith(own) ? name.substring(own.length()) : name.substring(1);
  }
}
