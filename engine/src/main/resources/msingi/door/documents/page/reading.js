// What there is to read: the first page, and the page of a collection or function.

import { type } from './contract.js';
import { copyable, element, paragraphs, prose, table, tabs } from './elements.js';
import { tryout } from './trying.js';

const DOES = {
  GET: 'Read', POST: 'Insert', PATCH: 'Update', PUT: 'Replace', DELETE: 'Delete', HEAD: 'Count', OPTIONS: 'Options',
};
const KINDS = { collection: 'Collection', function: 'Function', batch: 'Batch' };

/** The page of an application: what it is and how to come in. */
export function start(contract, caller) {
  const collections = contract.items.filter((item) => item.kind === 'collection').length;
  const functions = contract.items.filter((item) => item.kind === 'function').length;
  const setup = copyable('supabase-js');
  setup.show(`import { createClient } from '@supabase/supabase-js';\n\nconst supabase = createClient(\n  '${location.origin}',\n  PUBLISHABLE_KEY,\n);`);
  const shell = copyable('Shell');
  shell.show(`curl '${location.origin}/openapi.json' \\\n  -H "apikey: $KEY" \\\n  -H "Authorization: Bearer $TOKEN"`);
  return [
    element('header', { class: 'title' },
      element('p', { class: 'kicker' }, 'Application'),
      element('h1', {}, contract.name),
      element('p', { class: 'lead' }, `${plural(collections, 'collection')} and ${plural(functions, 'function')} are open to `,
        element('strong', {}, caller.words), '.')),
    paragraphs(contract.about),
    element('section', { 'aria-labelledby': 'authenticate' },
      element('h2', { id: 'authenticate' }, 'Who is asking'),
      table('Kinds of callers', ['Caller', 'Sends', 'May'], [
        ['Stranger', contract.keysRequired ? 'nothing: refused here' : 'nothing, or a publishable key', 'what is open to everybody'],
        ['Application', [element('code', {}, 'apikey'), ': a publishable key'], 'what is open to everybody'],
        ['Person', [element('code', {}, 'Authorization: Bearer'), ' and a token'], 'what the rules give this person'],
        ['Server', [element('code', {}, 'apikey'), ': a secret key'], 'everything; refused from browsers'],
      ]),
      element('p', {}, 'This page shows what the caller at the top right may do. What a caller may not do is not in it.')),
    element('section', { 'aria-labelledby': 'begin' },
      element('h2', { id: 'begin' }, 'Begin'),
      element('div', { class: 'pair' }, setup.block, shell.block)),
    element('section', { 'aria-labelledby': 'errors' },
      element('h2', { id: 'errors' }, 'Errors'),
      element('p', {}, 'Every error is JSON with four members. Programs decide by ', element('code', {}, 'code'),
        '; people read ', element('code', {}, 'message'), ' and ', element('code', {}, 'hint'), '.'),
      figure('{\n  "code": "PGRST205",\n  "message": "Could not find the collection …",\n  "details": null,\n  "hint": null\n}')),
    element('section', { 'aria-labelledby': 'documents' },
      element('h2', { id: 'documents' }, 'The contract as a file'),
      element('ul', {},
        element('li', {}, element('a', { href: '/openapi.json' }, '/openapi.json'), ' OpenAPI 3.1, for code generators'),
        element('li', {}, element('a', { href: '/postman.json' }, '/postman.json'), ' for Postman and Insomnia'))),
  ];
}

function plural(count, noun) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

function figure(text) {
  return element('figure', { class: 'code' }, element('pre', {}, element('code', {}, text)));
}

/** The page of a collection or function. */
export function resource(contract, item, caller) {
  const fields = contract.fields(item);
  const operations = contract.operations(item);
  const related = operations.flatMap((one) => one.parameters)
    .find((one) => one.name === 'select')?.description?.match(/Related: (.*)\.$/)?.[1];
  return [
    element('header', { class: 'title' },
      element('p', { class: 'kicker' }, KINDS[item.kind]),
      element('h1', { class: 'mono' }, item.name),
      item.title ? element('p', { class: 'lead' }, prose(item.title)) : null,
      paragraphs(item.text),
      element('p', { class: 'address' }, element('code', {}, `${contract.root}${item.path}`))),
    fields.length > 0 ? fieldTable(contract, item, fields, related) : simple(contract, item),
    element('section', { 'aria-labelledby': 'operations' },
      element('h2', { id: 'operations' }, item.kind === 'collection' ? 'What you may do' : 'Call it'),
      tabs('Operations', operations.map((operation) => ({
        title: [element('span', { class: `method ${operation.method.toLowerCase()}` }, operation.method), ' ',
          item.kind === 'collection' ? DOES[operation.method] : ''],
        panel: () => element('div', {},
          tryout({ contract, item, operation, fields, caller }), reference(operation)),
      })))),
  ];
}

/** What a function answers that answers no rows. */
function simple(contract, item) {
  if (item.kind !== 'function') {
    return null;
  }
  const [method] = Object.values(item.methods);
  const schema = contract.follow(method.responses?.['200']).content?.['application/json']?.schema;
  return schema ? element('p', {}, 'It answers ', element('code', {}, type(contract.follow(schema))), '.') : null;
}

function fieldTable(contract, item, fields, related) {
  const heading = item.kind === 'function' ? 'What it answers' : 'Fields';
  const rows = fields.map((field) => [
    [element('span', { class: 'mono name' }, field.name), marks(field, item.kind === 'function')],
    [element('span', { class: 'mono' }, field.type),
      field.limits.map((limit) => element('span', { class: 'small limit' }, limit))],
    [prose(field.about), target(contract, field)],
  ]);
  return element('section', { 'aria-labelledby': 'fields' },
    element('h2', { id: 'fields' }, heading),
    table(heading, ['Field', 'Type', 'About'], rows),
    related ? element('p', { class: 'related' }, 'Related rows come with ', element('code', {}, 'select=*,name(*)'), ': ', ways(contract, related)) : null);
}

function marks(field, answered) {
  const said = [
    [field.key, 'key'], [field.required, 'required'],
    [!field.writable && field.readable && !answered, 'read-only'], [!field.readable, 'write-only'],
  ];
  return said.filter(([holds]) => holds).map(([, word]) => element('span', { class: `mark ${word}` }, word));
}

function target(contract, field) {
  if (!field.refers) {
    return null;
  }
  const { collection, field: column } = field.refers;
  const found = contract.items.find((one) => one.kind === 'collection' && one.name === collection);
  const text = `${collection}.${column}`;
  return element('span', { class: 'refers' }, ' → ',
    found ? element('a', { href: `#${found.route}`, class: 'mono' }, text) : element('span', { class: 'mono' }, text));
}

/** Names of relations with the collections that they lead to. */
function ways(contract, related) {
  return related.split(/(?<=\)), /).map((each) => {
    const [, name, collection] = each.match(/^(.*) \((.*)\)$/) ?? [null, each, ''];
    const found = contract.items.find((one) => one.kind === 'collection' && one.name === collection);
    return element('span', { class: 'way' }, element('code', {}, name), ' → ',
      found ? element('a', { href: `#${found.route}`, class: 'mono' }, collection) : collection);
  });
}

/** Every parameter and every answer, for those who want to know all. */
function reference(operation) {
  return element('div', { class: 'reference' },
    operation.parameters.length > 0 ? element('details', {},
      element('summary', {}, `Parameters (${operation.parameters.length})`),
      table('Parameters', ['Name', 'In', 'About'], operation.parameters.map((one) => [
        [element('span', { class: 'mono name' }, one.name), one.required ? element('span', { class: 'mark required' }, 'required') : null],
        one.in,
        [prose(one.description ?? (operation.filters.includes(one) ? 'Filter: `operator.value`.' : '')),
          one.example === undefined ? null : element('span', { class: 'small limit' }, 'such as ', element('code', {}, String(one.example)))],
      ]))) : null,
    operation.body ? element('details', {},
      element('summary', {}, 'Body'),
      element('p', {}, `As ${operation.body.types.join(', ')}.`),
      operation.body.example === undefined ? null : figure(JSON.stringify(operation.body.example, null, 2))) : null,
    element('details', {},
      element('summary', {}, `Answers (${operation.answers.length})`),
      table('Answers', ['Status', 'Meaning', 'As'], operation.answers.map((one) => [
        element('span', { class: `status s${one.status[0]}` }, one.status),
        [prose(one.description), one.headers.length > 0
          ? element('span', { class: 'small limit' }, `Headers: ${one.headers.join(', ')}`) : null],
        one.types.map((each) => element('span', { class: 'small limit mono' }, each)),
      ]))));
}
