package msingi.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the house rules ask of one class file.
 *
 * @param name binary name with dots, {@code $} before a nested class
 * @param isPublic whether the class itself is public
 * @param references binary names of all classes that its code, signatures and annotations name
 * @param words every name and text in its constant pool
 * @param optionals where it takes an Optional: a parameter or a record component
 * @param annotations descriptors of its own annotations
 */
record CompiledClass(
    String name,
    boolean isPublic,
    Set<String> references,
    Set<String> words,
    List<String> optionals,
    Set<String> annotations) {
  private static final Pattern TYPE = Pattern.compile("L([A-Za-z_][\\w$]*(?:/[\\w$]+)+)[;<]");
  private static final String OPTIONAL = "Ljava/util/Optional;";
  private static final String HOUSE = "msingi.";

  CompiledClass {
    references = Set.copyOf(references);
    words = Set.copyOf(words);
    optionals = List.copyOf(optionals);
    annotations = Set.copyOf(annotations);
  }

  /** All classes below a folder of class files. */
  static List<CompiledClass> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .sorted()
          .map(CompiledClass::read)
          .toList();
    }
  }

  private static CompiledClass read(Path file) {
    try {
      return of(ClassFile.of().parse(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompiledClass of(ClassModel model) {
    Set<String> references = new TreeSet<>();
    Set<String> words = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof ClassEntry type) {
        addTypes("L" + type.asInternalName() + ";", references);
      } else if (entry instanceof Utf8Entry text) {
        words.add(text.stringValue());
        addTypes(text.stringValue(), references);
      }
    }
    return new CompiledClass(
        model.thisClass().asInternalName().replace('/', '.'),
        model.flags().has(AccessFlag.PUBLIC),
        references,
        words,
        optionals(model),
        annotations(model));
  }

  private static void addTypes(String text, Set<String> into) {
    Matcher type = TYPE.matcher(text);
    while (type.find()) {
      into.add(type.group(1).replace('/', '.'));
    }
  }

  private static List<String> optionals(ClassModel model) {
    List<String> found = new ArrayList<>();
    model
        .findAttribute(Attributes.record())
        .ifPresent(record ->
            record.components().stream()
                .filter(component -> component.descriptor().equalsString(OPTIONAL))
                .forEach(component -> found.add("component " + component.name())));
    for (MethodModel method : model.methods()) {
      boolean written = !method.flags().has(AccessFlag.SYNTHETIC);
      if (written
          && method.methodTypeSymbol().parameterList().contains(ClassDesc.ofDescriptor(OPTIONAL))) {
        found.add("parameter of " + method.methodName());
      }
    }
    return found;
  }

  private static Set<String> annotations(ClassModel model) {
    Set<String> found = new TreeSet<>();
    model
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .ifPresent(all -> all.annotations().forEach(a -> found.add(a.className().stringValue())));
    return found;
  }

  boolean isTopLevel() {
    return name.indexOf('$') < 0 && !isPackageInfo();
  }

  boolean isPackageInfo() {
    return name.endsWith(".package-info");
  }

  /** The package below {@code msingi}, for example {@code store.sql}; empty for msingi itself. */
  String room() {
    return roomOf(name);
  }

  static boolean isOurs(String className) {
    return className.startsWith(HOUSE);
  }

  static String roomOf(String className) {
    int end = className.lastIndexOf('.');
    return end < HOUSE.length() ? "" : className.substring(HOUSE.length(), end);
  }

  static String topLevel(String className) {
    int nested = className.indexOf('$');
    return nested < 0 ? className : className.substring(0, nested);
  }
}
