package msingi.door.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A contract in files that clients can take: as one, where it is small; otherwise a file for each
 * service with the messages of its own, and files of the messages that several use. What refers to
 * each other in a circle stays together, since files cannot import each other in one.
 */
final class Files {
  /** A contract of so many bytes is cut; clients take messages of 4 MiB. */
  static final int SMALL = 512 * 1024;

  /** A file is begun anew after so many bytes. */
  private static final int CHUNK = 256 * 1024;

  private static final Map<String, String> KNOWN =
      Map.of(
          ".google.protobuf.Empty",
          "google/protobuf/empty.proto",
          Shared.MASK,
          "google/protobuf/field_mask.proto",
          Shared.TIMESTAMP,
          "google/protobuf/timestamp.proto");

  private final FileDescriptorProto whole;
  private final String folder;
  private final Map<String, DescriptorProto> messages = new LinkedHashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final List<FileDescriptorProto> files = new ArrayList<>();

  private Files(FileDescriptorProto whole) {
    this.whole = whole;
    this.folder = whole.getName().substring(0, whole.getName().lastIndexOf('/') + 1);
    whole.getMessageTypeList().forEach(it -> messages.put(it.getName(), it));
  }

  /** The files of a contract; each imports only those before it. */
  static List<FileDescriptorProto> of(FileDescriptorProto whole) {
    return whole.getSerializedSize() <= SMALL ? List.of(whole) : new Files(whole).cut();
  }

  private List<FileDescriptorProto> cut() {
    Map<String, Set<String>> references = new LinkedHashMap<>();
    messages.forEach((name, message) -> references.put(name, own(types(message))));
    Map<String, Set<String>> alone = alone(references);
    alone.values().forEach(references.keySet()::removeAll);
    int chunk = 0;
    FileDescriptorProto.Builder file = begin("messages.proto");
    int size = 0;
    for (List<String> circle : Circles.of(references)) {
      if (size > CHUNK) {
        end(file);
        file = begin("messages_" + ++chunk + ".proto");
        size = 0;
      }
      for (String name : circle) {
        size += add(name, file);
      }
    }
    end(file);
    for (ServiceDescriptorProto service : whole.getServiceList()) {
      FileDescriptorProto.Builder own =
          begin(service.getName().toLowerCase(Locale.ROOT) + "_" + files.size() + ".proto");
      own.addService(service);
      for (String name : alone.getOrDefault(service.getName(), Set.of())) {
        add(name, own);
      }
      end(own);
    }
    return files;
  }

  /** Puts a message into a file; its size in bytes. */
  private int add(String name, FileDescriptorProto.Builder file) {
    DescriptorProto message = messages.getOrDefault(name, DescriptorProto.getDefaultInstance());
    file.addMessageType(message);
    owners.put(name, file.getName());
    return message.getSerializedSize();
  }

  /** The messages that one service alone uses, by the service. */
  private Map<String, Set<String>> alone(Map<String, Set<String>> references) {
    Set<String> shared = new LinkedHashSet<>();
    references.values().forEach(shared::addAll);
    Map<String, Set<String>> users = new HashMap<>();
    for (ServiceDescriptorProto service : whole.getServiceList()) {
      for (String name : own(types(service))) {
        users.computeIfAbsent(name, _ -> new TreeSet<>()).add(service.getName());
      }
    }
    Map<String, Set<String>> alone = new HashMap<>();
    users.forEach((name, services) -> {
      if (services.size() == 1 && !shared.contains(name)) {
        alone.computeIfAbsent(services.iterator().next(), _ -> new TreeSet<>()).add(name);
      }
    });
    return alone;
  }

  private FileDescriptorProto.Builder begin(String name) {
    return FileDescriptorProto.newBuilder()
        .setName(folder + name)
        .setPackage(whole.getPackage())
        .setSyntax(whole.getSyntax());
  }

  private void end(FileDescriptorProto.Builder file) {
    Set<String> imports = new TreeSet<>();
    Set<String> types = new LinkedHashSet<>();
    file.getMessageTypeList().forEach(it -> types.addAll(types(it)));
    file.getServiceList().forEach(it -> types.addAll(types(it)));
    types.stream().filter(KNOWN::containsKey).map(KNOWN::get).forEach(imports::add);
    own(types).stream().map(owners::get).forEach(imports::add);
    imports.remove(file.getName());
    files.add(file.addAllDependency(imports).build());
  }

  private static Set<String> types(DescriptorProto message) {
    Set<String> types = new LinkedHashSet<>();
    for (FieldDescriptorProto field : message.getFieldList()) {
      if (!field.getTypeName().isEmpty()) {
        types.add(field.getTypeName());
      }
    }
    return types;
  }

  private static Set<String> types(ServiceDescriptorProto service) {
    Set<String> types = new LinkedHashSet<>();
    for (MethodDescriptorProto method : service.getMethodList()) {
      types.add(method.getInputType());
      types.add(method.getOutputType());
    }
    return types;
  }

  /** The messages of this contract among types; an enumeration is in the message it is named by. */
  private Set<String> own(Set<String> types) {
    String scope = "." + whole.getPackage() + ".";
    Set<String> own = new LinkedHashSet<>();
    for (String type : types) {
      if (type.startsWith(scope)) {
        String rest = type.substring(scope.length());
        int dot = rest.indexOf('.');
        own.add(dot < 0 ? rest : rest.substring(0, dot));
      }
    }
    return own;
  }
}
