// The form that tries an operation, the same call as code, and the answer.

import { type } from './contract.js';
import { copyable, element, labelled, prose, unique } from './elements.js';
import { address, curl, headers, profile, supabase } from './requests.js';

const OPERATORS = {
  eq: 'equals', neq: 'differs from', gt: 'greater than', gte: 'at least', lt: 'less than', lte: 'at most',
  in: 'one of a,b,c', is: 'is null, true, false', isdistinct: 'is distinct from',
  like: 'like (* any)', ilike: 'like, any case', match: 'matches pattern', imatch: 'matches, any case',
  cs: 'contains', cd: 'contained in', ov: 'overlaps',
  fts: 'search: words & signs', plfts: 'search: all words', phfts: 'search: phrase', wfts: 'search: web style',
};
const MOST_SHOWN = 200_000;
const MOST_COLOURED = 40_000;
const FEW = 30;

const MEANINGS = {
  0: 'No answer came. Is the server running, and are you online?',
  300: 'The request can be understood in more than one way.',
  400: 'The server did not understand the request, or a value is not what its field takes.',
  401: 'Strangers may not do this, or the key or token is not valid. Give one at the top right.',
  403: 'You are known, but the rules do not allow this.',
  404: 'There is no such thing, or it is not open to you.',
  405: 'This cannot be done here.',
  406: 'The answer does not have the form that was asked for.',
  409: 'This collides with what is stored already, or other rows depend on it.',
  412: 'The row was changed by somebody else in between.',
  413: 'That is too much at once.',
  416: 'There are not that many rows.',
  422: 'The values cannot be taken as they are.',
  429: 'Too many requests. Wait a little.',
  500: 'The server made a mistake. Its log knows the request by the id in the headers.',
  503: 'The server is busy. Try again in a moment.',
  504: 'That took longer than allowed. Ask for less.',
};

/** A form for one operation of an item. */
export function tryout({ contract, item, operation, fields, caller }) {
  const form = new Form(contract, item, operation, fields);
  const shell = copyable('curl');
  const script = copyable('supabase-js');
  const answer = element('div', { class: 'answer' });
  const said = element('p', { class: 'said-status', role: 'status' });
  const send = element('button', { type: 'submit', class: 'primary' }, `Send ${operation.method}`);

  function refresh() {
    const wish = form.wish();
    shell.show(curl(location.origin, contract.root, wish, caller));
    const text = supabase(wish, caller);
    script.show(text);
    script.block.hidden = text === '';
  }

  async function submit(event) {
    event.preventDefault();
    const mistake = form.mistake();
    if (mistake) {
      said.textContent = '';
      answer.replaceChildren(element('div', { class: 'problem', role: 'alert' }, element('p', { class: 'message' }, mistake)));
      return;
    }
    send.disabled = true;
    said.textContent = 'Asking …';
    const result = await ask(contract, form.wish(), caller);
    send.disabled = false;
    said.replaceChildren(...summary(result));
    answer.replaceChildren(...shown(result));
    send.focus({ preventScroll: true });
    if (said.getBoundingClientRect().bottom > innerHeight) {
      said.scrollIntoView({ block: 'center' });
    }
  }

  const made = element('form', {
    class: 'try',
    'aria-label': `${operation.method} ${item.name}`,
    submit,
    input: refresh,
    change: refresh,
    keydown: (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        made.requestSubmit();
      }
    },
  },
  element('p', { class: 'does' }, prose(operation.summary)), form.parts(refresh),
  element('div', { class: 'buttons' }, send, element('span', { class: 'small keys' }, 'or ', element('kbd', {}, 'Ctrl'), ' ', element('kbd', {}, 'Enter'))));
  refresh();
  return element('div', { class: 'tryout' }, made,
    element('div', { class: 'codes' }, shell.block, script.block),
    element('section', { class: 'result', 'aria-label': 'Answer' }, said, answer));
}

/** The controls of a form and what they say. */
class Form {
  constructor(contract, item, operation, fields) {
    Object.assign(this, { contract, item, operation, fields });
    this.filters = [];
    this.given = [];
    const { controls, method } = operation;
    const rows = ['GET', 'HEAD'].includes(method);
    this.select = controls.has('select') ? text('', '*') : null;
    this.order = controls.has('order') && rows && fields.length > 0 ? new Order(fields) : null;
    this.limit = controls.has('limit') && rows ? number(method === 'GET' ? '10' : '') : null;
    this.offset = controls.has('offset') && rows ? number('') : null;
    this.counted = rows && operation.prefer.includes('count=') ? check(method === 'HEAD') : null;
    this.returned = operation.prefer.includes('return=') ? check(true) : null;
    this.every = ['PATCH', 'DELETE'].includes(method) && item.kind === 'collection' ? check(false) : null;
    this.body = operation.body ? body(operation.body) : null;
  }

  /** The controls in their order. */
  parts(refresh) {
    const { needed, filters, further } = this.operation;
    const parts = needed.map((one) => this.parameter(one, one.required ? String(one.example ?? '') : ''));
    if (this.body) {
      parts.push(labelled('Body (JSON)', this.body));
    }
    if (filters.length > 0) {
      parts.push(this.filterPart(refresh));
    }
    if (this.select) {
      parts.push(this.selectPart(refresh));
    }
    const line = [this.order?.part(), this.limit && labelled('Limit', this.limit), this.offset && labelled('Skip', this.offset)].filter(Boolean);
    if (line.length > 0) {
      parts.push(element('div', { class: 'line' }, line));
    }
    parts.push(...[[this.counted, 'Count all rows'], [this.returned, 'Answer with the written rows'],
      [this.every, 'Every row: I want no filter']]
      .filter(([box]) => box).map(([box, words]) => element('label', { class: 'check' }, box, ' ', words)));
    if (further.length > 0) {
      parts.push(element('details', { class: 'further' }, element('summary', {}, 'More parameters'),
        further.map((one) => this.parameter(one, ''))));
    }
    return parts;
  }

  parameter(one, value) {
    const input = text(value, one.example === undefined ? '' : String(one.example));
    input.required = one.required === true;
    this.given.push({ name: one.name, input });
    const label = [element('span', { class: 'mono' }, one.name),
      this.item.kind === 'function' ? element('span', { class: 'small type' }, type(one.schema ?? {})) : null];
    return labelled(label, input, one.description ?? '');
  }

  filterPart(refresh) {
    const list = element('div', { class: 'filters' });
    const add = () => {
      const filter = new Filter(this.operation.filters, () => {
        this.filters.splice(this.filters.indexOf(filter), 1);
        filter.row.remove();
        button.focus();
        refresh();
      });
      this.filters.push(filter);
      list.append(filter.row);
      filter.column.focus();
      refresh();
    };
    const button = element('button', { type: 'button', click: add }, '+ Add a filter');
    return element('fieldset', {}, element('legend', {}, 'Filters'), list, button);
  }

  selectPart(refresh) {
    const readable = this.fields.filter((field) => field.readable).slice(0, FEW);
    const chips = readable.map((field) => element('button', {
      type: 'button',
      class: 'chip mono',
      'aria-pressed': 'false',
      click: () => { this.toggle(field.name); refresh(); },
    }, field.name));
    const press = () => {
      const chosen = this.chosen();
      chips.forEach((chip) => chip.setAttribute('aria-pressed', String(chosen.includes(chip.textContent))));
    };
    this.pressed = press;
    this.select.addEventListener('input', press);
    return element('div', { class: 'select' }, labelled('Columns', this.select),
      element('div', { class: 'chips', role: 'group', 'aria-label': 'Columns to choose' }, chips));
  }

  chosen() {
    return this.select.value.split(/,(?![^(]*\))/).map((one) => one.trim()).filter(Boolean);
  }

  toggle(name) {
    const chosen = this.chosen().filter((one) => one !== '*');
    const without = chosen.filter((one) => one !== name);
    this.select.value = (without.length < chosen.length ? without : [...chosen, name]).join(',');
    this.pressed();
  }

  /** What keeps the request from being sent, in words; empty when nothing does. */
  mistake() {
    if (this.every && this.filters.length === 0 && !this.every.checked
      && !this.given.some(({ name, input }) => ['and', 'or'].includes(name) && input.value)) {
      return `Without a filter this ${this.operation.method === 'DELETE' ? 'deletes' : 'changes'} every row. Add a filter, or tick “Every row”.`;
    }
    try {
      if (this.body) {
        JSON.parse(this.body.value);
      }
      return '';
    } catch (error) {
      return `The body is not JSON yet: ${error.message}`;
    }
  }

  /** @returns {import('./requests.js').Wish} */
  wish() {
    return {
      method: this.operation.method,
      item: this.item,
      filters: this.filters.map((filter) => filter.said()),
      given: this.given.filter(({ input }) => input.value !== '').map(({ name, input }) => [name, input.value]),
      select: this.select?.value.trim() ?? '',
      order: this.order?.said() ?? [],
      limit: this.limit?.value ?? '',
      offset: this.offset?.value ?? '',
      counted: this.counted?.checked ?? false,
      returned: this.returned?.checked ?? false,
      body: this.body ? this.body.value : null,
    };
  }
}

/** One filter: column, operator, value. */
class Filter {
  constructor(parameters, remove) {
    this.column = choice(parameters.map((one) => [one.name, one.name]), 'Column', 'mono');
    this.not = choice([['', 'is'], ['not', 'is not']], 'Is or is not');
    this.operator = choice(Object.entries(OPERATORS).map(([value, words]) => [value, words]), 'Comparison');
    this.value = element('input', { type: 'text', 'aria-label': 'Value', placeholder: 'value', autocomplete: 'off', spellcheck: 'false', class: 'mono' });
    this.row = element('div', { class: 'filter', role: 'group', 'aria-label': 'Filter' },
      this.column, this.not, this.operator, this.value,
      element('button', { type: 'button', class: 'quiet', 'aria-label': 'Remove this filter', click: remove }, '✕'));
  }

  said() {
    return { column: this.column.value, operator: this.operator.value, value: this.value.value, not: this.not.value === 'not' };
  }
}

/** The order of rows by one column. */
class Order {
  constructor(fields) {
    this.column = choice([['', 'as stored'], ...fields.filter((one) => one.readable).map((one) => [one.name, one.name])], 'Order by column', 'mono');
    this.way = choice([['asc', 'rising'], ['desc', 'falling']], 'Direction');
  }

  part() {
    return element('div', { class: 'field order', role: 'group', 'aria-label': 'Order' },
      element('span', { class: 'label' }, 'Order'), element('div', { class: 'joined' }, this.column, this.way));
  }

  said() {
    return this.column.value ? [{ column: this.column.value, descending: this.way.value === 'desc' }] : [];
  }
}

function text(value, placeholder) {
  const input = element('input', { type: 'text', placeholder, autocomplete: 'off', spellcheck: 'false', class: 'mono' });
  input.value = value;
  return input;
}

function number(value) {
  const input = element('input', { type: 'number', min: '0', step: '1', inputmode: 'numeric', class: 'mono' });
  input.value = value;
  return input;
}

function check(on) {
  const box = element('input', { type: 'checkbox' });
  box.checked = on;
  return box;
}

function choice(options, label, look = '') {
  return element('select', { 'aria-label': label, class: look },
    options.map(([value, words]) => element('option', { value }, words)));
}

function body(described) {
  const area = element('textarea', { spellcheck: 'false', autocomplete: 'off', class: 'mono' });
  area.value = JSON.stringify(described.example ?? {}, null, 2);
  area.rows = Math.min(14, Math.max(4, area.value.split('\n').length + 1));
  return area;
}

/** Sends the request and measures it. */
async function ask(contract, wish, caller) {
  const begun = performance.now();
  try {
    const answer = await fetch(address(contract.root, wish), {
      method: wish.method,
      headers: { Accept: 'application/json', ...headers(wish), ...profile(wish, caller), ...caller.headers() },
      body: wish.body ?? undefined,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
    const content = await answer.text();
    return { status: answer.status, words: answer.statusText, headers: [...answer.headers], content, took: performance.now() - begun };
  } catch (error) {
    return { status: 0, words: 'No answer', headers: [], content: '', took: performance.now() - begun, error };
  }
}

/** Status, time and size in one line. */
function summary({ status, words, headers: sent, content, took }) {
  const range = sent.find(([name]) => name === 'content-range')?.[1];
  const size = new Blob([content]).size;
  const facts = [`${took < 10 ? took.toFixed(1) : Math.round(took)} ms`, `${size.toLocaleString('en')} bytes`];
  if (range && !range.startsWith('*/*')) {
    facts.push(`rows ${range}`);
  }
  return [element('span', { class: `status s${String(status)[0]}` }, `${status || ''} ${words}`.trim()),
    element('span', { class: 'facts' }, facts.join(' · '))];
}

/** The answer: an error in words, the content, the headers. */
function shown(result) {
  const parsed = parse(result.content);
  const parts = [];
  if (result.status === 0 || result.status >= 400 || result.status === 300) {
    parts.push(problem(result, parsed));
  }
  if (result.content) {
    parts.push(content(parsed === undefined ? result.content : JSON.stringify(parsed, null, 2)));
  } else if (result.status !== 0 && result.status < 400) {
    parts.push(element('p', { class: 'small' }, 'The answer has no content.'));
  }
  if (result.headers.length > 0) {
    parts.push(element('details', {}, element('summary', {}, `Headers (${result.headers.length})`),
      element('dl', { class: 'headers' }, result.headers.map(([name, value]) =>
        element('div', {}, element('dt', { class: 'mono' }, name), element('dd', { class: 'mono' }, value))))));
  }
  return parts;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What went wrong and what to do about it. */
function problem({ status, error }, parsed) {
  const { code, message, title, details, detail, hint } = parsed ?? {};
  const lines = [details ?? detail].filter((one) => typeof one === 'string' && one);
  return element('div', { class: 'problem' },
    element('p', { class: 'message' }, String(message ?? title ?? error?.message ?? 'The request failed'), code ? element('code', {}, String(code)) : null),
    lines.map((line) => element('p', {}, line)),
    hint ? element('p', { class: 'hint' }, element('strong', {}, 'What to do: '), String(hint)) : null,
    element('p', { class: 'small' }, MEANINGS[status] ?? MEANINGS[status - (status % 100)] ?? ''));
}

function content(text) {
  const cut = text.length > MOST_SHOWN;
  const code = element('code', {}, text.length > MOST_COLOURED ? text.slice(0, MOST_SHOWN) : coloured(text));
  const id = unique('content');
  return element('figure', { class: 'code', id },
    element('pre', { tabindex: '0', role: 'region', 'aria-label': 'Content of the answer' }, code),
    cut ? element('figcaption', {}, `The first ${MOST_SHOWN.toLocaleString('en')} of ${text.length.toLocaleString('en')} characters.`) : null);
}

/** JSON with its names, texts and numbers marked. */
function coloured(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g)) {
    const [whole, colon] = found;
    const kind = whole.startsWith('"') ? (colon ? 'json-name' : 'json-text') : 'json-value';
    parts.push(text.slice(from, found.index), element('span', { class: kind }, whole));
    from = found.index + whole.length;
  }
  return [...parts, text.slice(from)];
}
