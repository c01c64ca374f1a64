package msingi.door.documents;

import msingi.wire.Output;

/** Writes JSON (RFC 8259) member by member; commas come by themselves. */
final class JsonText {
  private final Output output;

  JsonText(int capacity) {
    output = new Output(capacity);
  }

  /** What has been written. */
  Output output() {
    return output;
  }

  private void comma() {
    int length = output.length();
    if (length == 0) {
      return;
    }
    switch (output.array()[length - 1]) {
      case '{', '[', ':' -> {}
      default -> output.put(',');
    }
  }

  JsonText object() {
    comma();
    output.put('{');
    return this;
  }

  JsonText object(String name) {
    return name(name).object();
  }

  JsonText list() {
    comma();
    output.put('[');
    return this;
  }

  JsonText list(String name) {
    return name(name).list();
  }

  /** Ends an object. */
  JsonText end() {
    output.put('}');
    return this;
  }

  /** Ends a list. */
  JsonText endList() {
    output.put(']');
    return this;
  }

  JsonText name(String name) {
    comma();
    output.quoted(name).put(':');
    return this;
  }

  JsonText text(String value) {
    comma();
    output.quoted(value);
    return this;
  }

  JsonText text(String name, String value) {
    return name(name).text(value);
  }

  /** A member, unless the text is empty. */
  JsonText said(String name, String value) {
    return value.isEmpty() ? this : text(name, value);
  }

  JsonText truth(String name, boolean value) {
    name(name);
    output.text(value ? "true" : "false");
    return this;
  }

  JsonText whole(String name, long value) {
    name(name);
    output.whole(value);
    return this;
  }

  /** JSON as it is. */
  JsonText raw(String json) {
    comma();
    output.text(json);
    return this;
  }

  JsonText raw(String name, String json) {
    return name(name).raw(json);
  }

  JsonText texts(String name, Iterable<String> values) {
    list(name);
    values.forEach(this::text);
    return endList();
  }

  /** {@code {"$ref": target}}. */
  JsonText reference(String target) {
    return object().text("$ref", target).end();
  }
}
