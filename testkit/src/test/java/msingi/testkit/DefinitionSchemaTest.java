package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import msingi.definition.DefinitionSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors, held against definitions by a validator that we did not write. */
class DefinitionSchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(DefinitionSchema.application(), InputFormat.JSON);

  private static List<?> errors(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clinic", "atlas"})
  void examplesAreValid(String example) throws IOException {
    Path file = Path.of(System.getProperty("msingi.root"), "examples", example, "msingi.yaml");
    assertThat(errors(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: t",
        "msingi: one\nname: t",
        "msingi: 1\nname: t\ncolections: {}",
        "msingi: 1\nname: t\ncollections: { a: { fields: { x: 5 } } }",
        "msingi: 1\nname: t\ncollections: { a: { fields: { x: { is: text, uniqe: true } } } }",
        "msingi: 1\nname: t\ncollections: { a: { fields: { x: { is: a, on_delete: maybe } } } }",
        "msingi: 1\nname: t\ncollections: { a: { access: { read: 5 } } }",
        "msingi: 1\nname: t\ncollections: { a: { index: [name] } }",
        "msingi: 1\nname: t\nlimits: { rows: many }"
      })
  void wrongOnesAreNot(String yaml) {
    assertThat(errors(yaml)).isNotEmpty();
  }

  @Test
  void aCollectionHasASchemaOfItsOwn() {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DefinitionSchema.collection(), InputFormat.JSON);
    assertThat(schema.validate("fields: { x: text }", InputFormat.YAML)).isEmpty();
    assertThat(schema.validate("felds: { x: text }", InputFormat.YAML)).isNotEmpty();
  }
}
