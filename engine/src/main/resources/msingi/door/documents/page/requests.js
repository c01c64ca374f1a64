// A request as the form describes it, and the same in the words of curl and of supabase-js.

/**
 * @typedef {object} Wish
 * @property {string} method
 * @property {object} item of the contract
 * @property {Array<{column: string, operator: string, value: string, not: boolean}>} filters
 * @property {Array<[string, string]>} given parameters with a value of their own
 * @property {string} select
 * @property {Array<{column: string, descending: boolean}>} order
 * @property {string} limit
 * @property {string} offset
 * @property {boolean} counted
 * @property {boolean} returned whether written rows come back
 * @property {string|null} body JSON, or null
 */

/** The path with its query. */
export function address(root, wish) {
  const query = wish.given.map(([name, value]) => [name, value]);
  for (const { column, operator, value, not } of wish.filters) {
    query.push([column, `${not ? 'not.' : ''}${operator}.${listed(operator, value)}`]);
  }
  if (wish.select) {
    query.push(['select', wish.select]);
  }
  if (wish.order.length > 0) {
    query.push(['order', wish.order.map((one) => `${one.column}.${one.descending ? 'desc' : 'asc'}`).join(',')]);
  }
  for (const name of ['limit', 'offset']) {
    if (wish[name]) {
      query.push([name, wish[name]]);
    }
  }
  const text = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  return `${root}${wish.item.path}${text ? `?${text}` : ''}`;
}

/** `in` wants parentheses around its list. */
function listed(operator, value) {
  return operator === 'in' && !value.startsWith('(') ? `(${value})` : value;
}

/** Percent-encoded, but for what a query may say as it is (RFC 3986, section 3.4). */
function encoded(text) {
  return encodeURIComponent(text)
    .replace(/%(2C|3A|2F|40|3F)/g, (code) => decodeURIComponent(code))
    .replace(/'/g, '%27');
}

/** The headers beside those that say who is asking. */
export function headers(wish) {
  const all = {};
  if (wish.body !== null) {
    all['Content-Type'] = 'application/json';
  }
  const preferences = [];
  if (wish.counted) {
    preferences.push('count=exact');
  }
  if (wish.returned) {
    preferences.push('return=representation');
  }
  if (preferences.length > 0) {
    all.Prefer = preferences.join(', ');
  }
  return all;
}

/** The request as a line of a shell; the key and the token are variables of it. */
export function curl(origin, root, wish, caller) {
  const lines = [`curl '${origin}${address(root, wish)}'`];
  if (wish.method === 'HEAD') {
    lines[0] = `curl --head '${origin}${address(root, wish)}'`;
  } else if (wish.method !== 'GET') {
    lines[0] = `curl -X ${wish.method} '${origin}${address(root, wish)}'`;
  }
  if (caller.key) {
    lines.push('-H "apikey: $KEY"');
  }
  if (caller.token) {
    lines.push('-H "Authorization: Bearer $TOKEN"');
  }
  for (const [name, value] of Object.entries({ ...headers(wish), ...profile(wish, caller) })) {
    lines.push(`-H '${name}: ${value.replaceAll("'", "'\\''")}'`);
  }
  if (wish.body !== null) {
    lines.push(`-d '${compact(wish.body).replaceAll("'", "'\\''")}'`);
  }
  return lines.join(' \\\n  ');
}

/** The header that chooses a schema. */
export function profile(wish, caller) {
  if (!caller.schema) {
    return {};
  }
  const reads = ['GET', 'HEAD'].includes(wish.method);
  return { [reads ? 'Accept-Profile' : 'Content-Profile']: caller.schema };
}

/** The request by supabase-js; empty where that has no words for it. */
export function supabase(wish, caller) {
  if (wish.method === 'OPTIONS' || wish.item.kind === 'batch') {
    return '';
  }
  const calls = wish.item.kind === 'function' ? called(wish) : collected(wish);
  for (const filter of wish.filters) {
    calls.push(filtered(filter));
  }
  for (const { column, descending } of wish.order) {
    calls.push(`.order(${quoted(column)}${descending ? ', { ascending: false }' : ''})`);
  }
  if (wish.offset) {
    const from = Number(wish.offset);
    calls.push(`.range(${from}, ${from + Number(wish.limit || 1000) - 1})`);
  } else if (wish.limit) {
    calls.push(`.limit(${Number(wish.limit)})`);
  }
  const schema = caller.schema ? [`.schema(${quoted(caller.schema)})`] : [];
  return ['const { data, error } = await supabase', ...schema, ...calls].join('\n  ') + ';';
}

function collected(wish) {
  const from = `.from(${quoted(wish.item.name)})`;
  const columns = quoted(wish.select || '*');
  const count = wish.counted ? "count: 'exact'" : '';
  const back = wish.returned ? [`.select(${wish.select ? columns : ''})`] : [];
  const options = (text) => (text ? `, { ${text} }` : '');
  switch (wish.method) {
    case 'GET': return [from, `.select(${columns}${options(count)})`];
    case 'HEAD': return [from, `.select(${columns}${options(['head: true', count].filter(Boolean).join(', '))})`];
    case 'POST': return [from, `.insert(${literal(wish.body)})`, ...back];
    case 'PATCH': return [from, `.update(${literal(wish.body)})`, ...back];
    case 'PUT': return [from, `.upsert(${literal(wish.body)})`, ...back];
    default: return [from, '.delete()', ...back];
  }
}

function called(wish) {
  const values = wish.body !== null ? literal(wish.body) : literal(JSON.stringify(Object.fromEntries(wish.given)));
  const ways = { GET: ', { get: true }', HEAD: ', { head: true }' };
  const select = wish.select ? [`.select(${quoted(wish.select)})`] : [];
  return [`.rpc(${quoted(wish.item.name)}, ${values}${ways[wish.method] ?? ''})`, ...select];
}

function filtered({ column, operator, value, not }) {
  const name = quoted(column);
  if (not) {
    return `.not(${name}, ${quoted(operator)}, ${quoted(listed(operator, value))})`;
  }
  switch (operator) {
    case 'eq': case 'neq': case 'gt': case 'gte': case 'lt': case 'lte': case 'like': case 'ilike':
      return `.${operator}(${name}, ${plain(value)})`;
    case 'in':
      return /["\\]/.test(value) ? `.filter(${name}, 'in', ${quoted(listed(operator, value))})`
        : `.in(${name}, [${value.replace(/^\(|\)$/g, '').split(',').map(plain).join(', ')}])`;
    case 'is':
      return ['null', 'true', 'false'].includes(value) ? `.is(${name}, ${value})` : `.filter(${name}, 'is', ${quoted(value)})`;
    default:
      return `.filter(${name}, ${quoted(operator)}, ${quoted(value)})`;
  }
}

/** A number as it is, anything else as a text. */
function plain(value) {
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/.test(value) ? value : quoted(value);
}

/** A text of JavaScript. */
function quoted(text) {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** JSON as JavaScript would write it; what is no JSON yet stays as it is. */
function literal(text) {
  try {
    const value = JSON.parse(text);
    const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
    const written = line.length < 60 ? line : JSON.stringify(value, null, 2);
    return written
      .replace(/"((?:[^"\\]|\\.)*)"(:)?/g, (whole, name, colon) =>
        (colon && /^[A-Za-z_$][\w$]*$/.test(name) ? `${name}:` : `${quoted(JSON.parse(`"${name}"`))}${colon ?? ''}`))
      .replaceAll('\n', '\n  ');
  } catch {
    return text;
  }
}

function compact(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
