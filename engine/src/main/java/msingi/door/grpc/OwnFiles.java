package msingi.door.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.TimestampProto;
import java.util.List;
import java.util.Map;

/**
 * The descriptors of what is the same for every application: the types of protobuf that contracts
 * import, health and reflection themselves ({@code grpc/health/v1/health.proto}, {@code
 * grpc/reflection/v1/reflection.proto}).
 */
final class OwnFiles {
  private static final Map<String, Type> SCALARS =
      Map.of(
          "string", Type.TYPE_STRING,
          "bytes", Type.TYPE_BYTES,
          "int32", Type.TYPE_INT32);

  /** All of them, in no order. */
  static final List<FileDescriptorProto> ALL =
      List.of(
          EmptyProto.getDescriptor().toProto(),
          FieldMaskProto.getDescriptor().toProto(),
          TimestampProto.getDescriptor().toProto(),
          health(),
          reflection("v1"),
          reflection("v1alpha"));

  private OwnFiles() {}

  private static FileDescriptorProto health() {
    DescriptorProto.Builder response = DescriptorProto.newBuilder().setName("HealthCheckResponse");
    EnumDescriptorProto.Builder status = EnumDescriptorProto.newBuilder().setName("ServingStatus");
    List<String> names = List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");
    for (int number = 0; number < names.size(); number++) {
      status.addValue(
          EnumValueDescriptorProto.newBuilder().setName(names.get(number)).setNumber(number));
    }
    response.addEnumType(status);
    response.addField(
        FieldDescriptorProto.newBuilder()
            .setName("status")
            .setNumber(1)
            .setLabel(Label.LABEL_OPTIONAL)
            .setType(Type.TYPE_ENUM)
            .setTypeName(".grpc.health.v1.HealthCheckResponse.ServingStatus"));
    return file("grpc.health.v1", "health")
        .addMessageType(message("grpc.health.v1", "HealthCheckRequest", "string service 1"))
        .addMessageType(response)
        .addService(
            ServiceDescriptorProto.newBuilder()
                .setName("Health")
                .addMethod(method("grpc.health.v1", "Check", "HealthCheck"))
                .addMethod(
                    method("grpc.health.v1", "Watch", "HealthCheck").setServerStreaming(true)))
        .build();
  }

  private static FileDescriptorProto reflection(String version) {
    String scope = "grpc.reflection." + version;
    return file(scope, "reflection")
        .addMessageType(
            message(
                scope,
                "ServerReflectionRequest",
                "string host 1",
                "message_request: string file_by_filename 3",
                "message_request: string file_containing_symbol 4",
                "message_request: ExtensionRequest file_containing_extension 5",
                "message_request: string all_extension_numbers_of_type 6",
                "message_request: string list_services 7"))
        .addMessageType(
            message(
                scope, "ExtensionRequest", "string containing_type 1", "int32 extension_number 2"))
        .addMessageType(
            message(
                scope,
                "ServerReflectionResponse",
                "string valid_host 1",
                "ServerReflectionRequest original_request 2",
                "message_response: FileDescriptorResponse file_descriptor_response 4",
                "message_response: ExtensionNumberResponse all_extension_numbers_response 5",
                "message_response: ListServiceResponse list_services_response 6",
                "message_response: ErrorResponse error_response 7"))
        .addMessageType(
            message(scope, "FileDescriptorResponse", "repeated bytes file_descriptor_proto 1"))
        .addMessageType(
            message(
                scope,
                "ExtensionNumberResponse",
                "string base_type_name 1",
                "repeated int32 extension_number 2"))
        .addMessageType(message(scope, "ListServiceResponse", "repeated ServiceResponse service 1"))
        .addMessageType(message(scope, "ServiceResponse", "string name 1"))
        .addMessageType(
            message(scope, "ErrorResponse", "int32 error_code 1", "string error_message 2"))
        .addService(
            ServiceDescriptorProto.newBuilder()
                .setName("ServerReflection")
                .addMethod(
                    method(scope, "ServerReflectionInfo", "ServerReflection")
                        .setClientStreaming(true)
                        .setServerStreaming(true)))
        .build();
  }

  private static FileDescriptorProto.Builder file(String scope, String name) {
    return FileDescriptorProto.newBuilder()
        .setName(scope.replace('.', '/') + "/" + name + ".proto")
        .setPackage(scope)
        .setSyntax("proto3");
  }

  private static MethodDescriptorProto.Builder method(String scope, String name, String about) {
    return MethodDescriptorProto.newBuilder()
        .setName(name)
        .setInputType("." + scope + "." + about + "Request")
        .setOutputType("." + scope + "." + about + "Response");
  }

  /** A message; a field is written {@code [one of: ][repeated ]type name number}. */
  private static DescriptorProto message(String scope, String name, String... fields) {
    DescriptorProto.Builder made = DescriptorProto.newBuilder().setName(name);
    for (String each : fields) {
      int colon = each.indexOf(": ");
      String[] words = each.substring(colon < 0 ? 0 : colon + 2).split(" ", -1);
      int last = words.length - 1;
      FieldDescriptorProto.Builder field =
          FieldDescriptorProto.newBuilder()
              .setName(words[last - 1])
              .setNumber(Integer.parseInt(words[last]))
              .setLabel(last == 3 ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
      Type scalar = SCALARS.get(words[last - 2]);
      if (scalar == null) {
        field.setType(Type.TYPE_MESSAGE).setTypeName("." + scope + "." + words[last - 2]);
      } else {
        field.setType(scalar);
      }
      if (colon >= 0) {
        if (made.getOneofDeclCount() == 0) {
          made.addOneofDecl(OneofDescriptorProto.newBuilder().setName(each.substring(0, colon)));
        }
        field.setOneofIndex(0);
      }
      made.addField(field);
    }
    return made.build();
  }
}
