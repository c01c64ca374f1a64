// Reads /openapi.json: the list of what there is at once, each thing in full when it is opened.

const METHODS = ['get', 'post', 'patch', 'put', 'delete', 'head', 'options'];
const CONTROLS = ['select', 'order', 'limit', 'offset'];
const FURTHER = ['and', 'or', 'columns', 'on_conflict'];
const FILTER = '#/components/schemas/any.Filter';

/** The contract of one caller. */
export class Contract {
  constructor(document) {
    this.document = document;
    this.name = document.info.title;
    this.about = document.info.description ?? '';
    this.root = document.servers?.[0]?.url ?? '';
    this.keysRequired = !(document.security ?? []).some((one) => Object.keys(one).length === 0);
    const texts = new Map((document.tags ?? []).map((tag) => [tag.name, tag.description ?? '']));
    this.items = Object.entries(document.paths).map(([path, methods]) => item(path, methods, texts));
  }

  /** The item that an address of the page names, or undefined. */
  find(route) {
    return this.items.find((each) => each.route === route);
  }

  /** What a reference stands for; anything else is itself. */
  follow(value) {
    if (!value?.$ref) {
      return value ?? {};
    }
    return value.$ref.slice(2).split('/').reduce((at, key) => at?.[key], this.document) ?? {};
  }

  /** The operations of an item, each with its parameters sorted by what they are for. */
  operations(item) {
    return METHODS.filter((method) => item.methods[method]).map((method) => this.operation(item, method));
  }

  operation(item, method) {
    const raw = item.methods[method];
    const parameters = (raw.parameters ?? []).map((one) => this.follow(one));
    const query = parameters.filter((one) => one.in === 'query');
    const filters = query.filter((one) => one.schema?.$ref === FILTER && !one.required);
    const controls = query.filter((one) => CONTROLS.includes(one.name) && !filters.includes(one));
    const further = query.filter((one) => FURTHER.includes(one.name) && !filters.includes(one));
    const known = new Set([...filters, ...controls, ...further]);
    return {
      method: method.toUpperCase(),
      summary: raw.summary ?? '',
      parameters,
      filters,
      controls: new Set(controls.map((one) => one.name)),
      further,
      needed: query.filter((one) => !known.has(one)),
      prefer: parameters.find((one) => one.in === 'header' && one.name === 'Prefer')?.description ?? '',
      body: this.body(raw.requestBody),
      answers: Object.entries(raw.responses ?? {}).map(([status, one]) => this.answer(status, one)),
    };
  }

  body(raw) {
    const content = this.follow(raw).content;
    if (!content) {
      return null;
    }
    const json = content['application/json'];
    return { types: Object.keys(content), example: json?.example, schema: json?.schema ?? {} };
  }

  answer(status, raw) {
    const { description = '', headers = {}, content = {} } = this.follow(raw);
    return { status, description, headers: Object.keys(headers), types: Object.keys(content) };
  }

  /** The fields of a collection, or what the rows of a function's answer have. */
  fields(item) {
    const schemas = this.document.components?.schemas ?? {};
    if (item.kind === 'function') {
      return this.answered(item);
    }
    if (item.kind === 'batch') {
      return [];
    }
    const read = schemas[item.component]?.properties ?? {};
    const write = schemas[`${item.component}.update`]?.properties ?? {};
    const required = new Set(schemas[`${item.component}.create`]?.required ?? []);
    const names = [...new Set([...Object.keys(read), ...Object.keys(write)])];
    return names.map((name) => field(name, read[name] ?? write[name], {
      readable: name in read,
      writable: name in write,
      required: required.has(name),
    }));
  }

  answered(item) {
    const [method] = Object.values(item.methods);
    const schema = this.follow(method.responses?.['200']).content?.['application/json']?.schema;
    const one = this.follow(this.follow(schema).items ?? schema);
    const from = this.follow(one.oneOf?.[0] ?? one);
    return Object.entries(from.properties ?? {}).map(([name, each]) =>
      field(name, each, { readable: true, writable: false, required: false }));
  }
}

function item(path, methods, texts) {
  const first = Object.values(methods)[0];
  const text = texts.get(first.tags?.[0]) ?? '';
  const called = path.startsWith('/rpc/');
  const several = path === '/';
  const name = several ? 'several in one' : decodeURIComponent(path.slice(called ? 5 : 1));
  const [title, ...more] = text.split('\n');
  return {
    kind: several ? 'batch' : called ? 'function' : 'collection',
    name,
    path,
    // The page itself is at the slash.
    route: several ? 'several' : path,
    title,
    text: more.join('\n').trim(),
    methods,
    component: first.operationId.slice(first.operationId.indexOf('.') + 1),
    sought: `${name} ${text}`.toLowerCase(),
  };
}

function field(name, schema, use) {
  const refers = schema['x-refers-to'] ?? null;
  const said = refers ? ` Refers to ${refers.collection}.${refers.field}.` : '';
  const about = ` ${schema.description ?? ''}`.replace(said, '').replace(/ Part of the key\.$/, '');
  return { name, ...use, type: type(schema), limits: limits(schema), about: about.trim(),
    key: schema['x-key'] === true, refers };
}

/** A schema's type in a word or two. */
export function type(schema) {
  if (schema['x-database-type']) {
    return schema['x-database-type'];
  }
  const names = [schema.type ?? 'any'].flat();
  const name = names.find((one) => one !== 'null') ?? 'null';
  const word = name === 'array' ? `${type(schema.items ?? {}).replace(/ or null$/, '')}[]` : formatted(name, schema);
  return names.includes('null') ? `${word} or null` : word;
}

function formatted(name, schema) {
  const formats = {
    int32: 'integer', int64: 'integer (64 bits)', double: 'number', 'date-time': 'timestamp',
    'date-time-local': 'date and time', 'time-local': 'time',
  };
  const plain = { string: 'text', any: 'any JSON' };
  return formats[schema.format] ?? schema.format ?? plain[name] ?? name;
}

/** What a schema demands beside its type, as short texts. */
function limits(schema) {
  const said = [];
  const whole = schema.format === 'int32' && schema.minimum === -(2 ** 31) && schema.maximum === 2 ** 31 - 1;
  if (schema.enum) {
    said.push(`one of ${schema.enum.filter((one) => one !== null).join(', ')}`);
  }
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    said.push(`${between(schema.minLength, schema.maxLength)} characters`);
  }
  if (schema.minItems !== undefined || schema.maxItems !== undefined) {
    said.push(`${between(schema.minItems, schema.maxItems)} items`);
  }
  if (!whole && (schema.minimum !== undefined || schema.maximum !== undefined)) {
    said.push(between(schema.minimum, schema.maximum));
  }
  if (schema.pattern) {
    said.push(`like ${schema.pattern}`);
  }
  if (schema.default !== undefined) {
    said.push(`default ${JSON.stringify(schema.default)}`);
  }
  return said;
}

function between(least, most) {
  if (most === undefined) {
    return `${least} or more`;
  }
  return least === undefined ? `up to ${most}` : `${least} to ${most}`;
}
