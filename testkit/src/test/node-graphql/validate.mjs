// Says of each document, one JSON string a line, whether graphql-js accepts it for a schema.
import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";

const [, , schemaFile, documentsFile] = process.argv;
const schema = buildSchema(readFileSync(schemaFile, "utf8"));
for (const line of readFileSync(documentsFile, "utf8").split("\n")) {
  if (line === "") continue;
  let said = "accept";
  try {
    const errors = validate(schema, parse(JSON.parse(line)));
    if (errors.length > 0) said = errors[0].message;
  } catch (error) {
    said = error.message;
  }
  console.log(JSON.stringify(said));
}
