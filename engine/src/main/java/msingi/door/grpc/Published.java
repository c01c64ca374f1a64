package msingi.door.grpc;

import java.util.Map;
import java.util.TreeMap;
import msingi.definition.App;
import msingi.request.Surface;

/**
 * The contract of an application as files hold it.
 *
 * @param proto the text of the {@code .proto} file
 * @param lock the numbers in it, and those that are given to nothing any more
 */
public record Published(String proto, Lock lock) {

  /**
   * The contract that a caller sees, under the numbers that are given already.
   *
   * @param surface the caller's
   */
  public static Published of(App app, Surface surface, Lock before) {
    Contract contract = Contract.of(app, before);
    return new Published(ProtoText.of(Descriptors.of(contract, surface)), contract.lock());
  }

  /**
   * Every field by the name of its message and its own number, with its type: what a client that
   * was made before relies on.
   *
   * @return such as {@code Patients.3} to {@code string name}
   */
  public static Map<String, String> fields(App app, Surface surface, Lock before) {
    Map<String, String> fields = new TreeMap<>();
    var file = Descriptors.of(Contract.of(app, before), surface).file();
    for (var service : file.getServiceList()) {
      for (var method : service.getMethodList()) {
        String text = method.getInputType() + " -> " + method.getOutputType();
        fields.put(service.getName() + "/" + method.getName(), text);
      }
    }
    for (var message : file.getMessageTypeList()) {
      for (var field : message.getFieldList()) {
        String type = field.getTypeName().isEmpty() ? field.getType().name() : field.getTypeName();
        String text = field.getLabel().name() + " " + type + " " + field.getName();
        fields.put(message.getName() + "." + field.getNumber(), text);
      }
      for (var choice : message.getEnumTypeList()) {
        choice
            .getValueList()
            .forEach(it ->
                fields.put(
                    message.getName() + "." + choice.getName() + "." + it.getNumber(),
                    it.getName()));
      }
    }
    return fields;
  }
}
