package msingi.door.grpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import msingi.request.Surface;

/**
 * What a caller is shown of a contract, as bytes.
 *
 * @param scope the package
 * @param text the {@code .proto} file
 * @param files descriptors by name
 * @param places the name of the file by that of a message or a service, without the package
 * @param services their full names
 */
record Shown(
    String scope,
    byte[] text,
    Map<String, byte[]> files,
    Map<String, String> places,
    Set<String> services) {

  /** What a caller sees of a contract. */
  static Shown of(Contract contract, Surface surface) {
    Descriptors.Described described = Descriptors.of(contract, surface);
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, String> places = new HashMap<>();
    Set<String> services = new LinkedHashSet<>();
    for (FileDescriptorProto file : Files.of(described.file())) {
      files.put(file.getName(), file.toByteArray());
      file.getMessageTypeList().forEach(it -> places.put(it.getName(), file.getName()));
      file.getServiceList().forEach(it -> places.put(it.getName(), file.getName()));
      file.getServiceList().forEach(it -> services.add(file.getPackage() + "." + it.getName()));
    }
    byte[] text = ProtoText.of(described).getBytes(StandardCharsets.UTF_8);
    return new Shown(contract.name(), text, files, places, services);
  }

  /** About how many bytes of memory it takes. */
  int weight() {
    int bytes = text.length + 200 * places.size();
    for (byte[] file : files.values()) {
      bytes += file.length;
    }
    return bytes;
  }
}
