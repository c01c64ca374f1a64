// Builds the page out of elements. Whatever comes from the contract or an answer enters as text:
// nothing here or elsewhere parses markup.

/**
 * An element.
 *
 * @param {string} name of the element
 * @param {object} attributes texts; true and false set or leave out; functions listen to an event
 * @param {...(Node|string|null|Array)} children texts, elements, lists of them; null is left out
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(key, value);
    } else if (value === true) {
      made.setAttribute(key, '');
    } else if (value !== false && value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null));
  return made;
}

/** A text in which `backticks` mark code. */
export function prose(text) {
  return text.split('`').map((part, index) => (index % 2 ? element('code', {}, part) : part));
}

/** Paragraphs of a text, split at empty lines. */
export function paragraphs(text) {
  return text.split(/\n\s*\n/).filter(Boolean).map((part) => element('p', {}, prose(part)));
}

let numbers = 0;

/** An id that no other element has. */
export function unique(word) {
  numbers += 1;
  return `${word}-${numbers}`;
}

/** A form's control under its label, with a line of help if there is one. */
export function labelled(label, control, help = '') {
  control.id = control.id || unique('field');
  const about = help ? element('p', { class: 'small', id: `${control.id}-help` }, prose(help)) : null;
  if (about) {
    control.setAttribute('aria-describedby', about.id);
  }
  return element('div', { class: 'field' }, element('label', { for: control.id }, [label].flat().filter((part) => part !== null)), control, about);
}

/** Code that can be copied. */
export function copyable(title) {
  const code = element('code');
  const said = element('span', { class: 'said', role: 'status' });
  const copy = element('button', {
    type: 'button',
    class: 'quiet',
    'aria-label': `Copy ${title}`,
    click: async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        said.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(code);
        said.textContent = 'Selected: copy it with the keyboard';
      }
      setTimeout(() => { said.textContent = ''; }, 2500);
    },
  }, 'Copy');
  const block = element('figure', { class: 'code' },
    element('figcaption', {}, element('span', {}, title), said, copy),
    element('pre', { tabindex: '0', role: 'region', 'aria-label': title }, code));
  return { block, show: (text) => { code.textContent = text; } };
}

/**
 * Tabs (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/): arrows move, Home and End jump.
 *
 * @param {string} label what the tabs choose
 * @param {Array<{title: Node|string, panel: () => Node}>} pages made when they are first shown
 */
export function tabs(label, pages) {
  const panel = element('div', { role: 'tabpanel', class: 'panel', id: unique('panel') });
  const made = new Map();
  const buttons = pages.map((page, index) => element('button', {
    type: 'button',
    role: 'tab',
    id: unique('tab'),
    'aria-controls': panel.id,
    click: () => choose(index),
    keydown: (event) => move(event, index),
  }, page.title));

  function choose(index) {
    buttons.forEach((button, at) => {
      button.setAttribute('aria-selected', String(at === index));
      button.tabIndex = at === index ? 0 : -1;
    });
    if (!made.has(index)) {
      made.set(index, pages[index].panel());
    }
    panel.setAttribute('aria-labelledby', buttons[index].id);
    panel.replaceChildren(made.get(index));
  }

  function move(event, index) {
    const last = pages.length - 1;
    const to = {
      ArrowRight: index === last ? 0 : index + 1,
      ArrowLeft: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      choose(to);
      buttons[to].focus();
    }
  }

  choose(0);
  return element('div', { class: 'tabs' },
    element('div', { role: 'tablist', 'aria-label': label }, buttons), panel);
}

/** A table that phones show as a list; rows are lists of cells. */
export function table(caption, heads, rows) {
  const cell = (name, role, content, label) =>
    element(name, { role, 'data-label': label }, content);
  return element('table', { role: 'table' },
    element('caption', { class: 'hidden' }, caption),
    element('thead', { role: 'rowgroup' },
      element('tr', { role: 'row' }, heads.map((head) => cell('th', 'columnheader', head, head)))),
    element('tbody', { role: 'rowgroup' }, rows.map((row) =>
      element('tr', { role: 'row' }, row.map((content, at) => cell('td', 'cell', content, heads[at]))))));
}
