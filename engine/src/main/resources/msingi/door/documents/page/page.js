// The page itself: who is asking, the contract of that caller, and which part of it is shown.

import { Contract } from './contract.js';
import { Index } from './index.js';
import { element } from './elements.js';
import { resource, start } from './reading.js';

const at = (id) => document.getElementById(id);
const NAMES = ['key', 'token', 'schema'];
const THEMES = ['system', 'light', 'dark'];

/** Who is asking. Kept by this tab alone, never in an address. */
const caller = {
  key: '',
  token: '',
  schema: '',
  words: 'a stranger',

  load() {
    NAMES.forEach((name) => { this[name] = sessionStorage.getItem(`docs.${name}`) ?? ''; });
    this.named();
  },

  keep(values) {
    NAMES.forEach((name) => {
      this[name] = values[name];
      if (values[name]) {
        sessionStorage.setItem(`docs.${name}`, values[name]);
      } else {
        sessionStorage.removeItem(`docs.${name}`);
      }
    });
    this.named();
  },

  named() {
    this.words = this.token ? 'this person' : this.key ? 'whoever has this key' : 'a stranger';
    at('who').textContent = this.token ? 'Person' : this.key ? 'Key' : 'Stranger';
    at('who').setAttribute('aria-label', `Who is asking: ${this.words}. Change`);
  },

  headers() {
    const all = {};
    if (this.key) {
      all.apikey = this.key;
    }
    if (this.token) {
      all.Authorization = `Bearer ${this.token}`;
    }
    return all;
  },
};

const index = new Index(at('search'), at('found'), at('list'));
let contract = null;

async function read() {
  notice('Reading the contract …');
  try {
    const schema = caller.schema ? { 'Accept-Profile': caller.schema } : {};
    const answer = await fetch('/openapi.json', { headers: { ...caller.headers(), ...schema }, credentials: 'omit' });
    const document = await answer.json();
    if (!answer.ok) {
      refused([document.title, document.detail].filter(Boolean).join('. '));
      return;
    }
    contract = new Contract(document);
  } catch (error) {
    refused(`The contract could not be read: ${error.message}`);
    return;
  }
  notice('');
  at('name').textContent = contract.name;
  index.show(contract.items);
  show(false);
}

function refused(text) {
  contract = null;
  index.show([]);
  at('content').replaceChildren();
  notice(text, true);
}

function notice(text, bad = false) {
  at('notice').className = bad ? 'problem' : 'small';
  at('notice').hidden = text === '';
  at('notice').replaceChildren(text, bad ? element('button', { type: 'button', click: ask }, 'Say who is asking') : '');
}

/** Shows what the address names. */
function show(moved) {
  if (!contract) {
    return;
  }
  const path = location.hash.slice(1) || '/';
  const item = contract.find(path);
  const parts = item ? resource(contract, item, caller) : path === '/' ? start(contract, caller) : unknown(path);
  at('content').replaceChildren(...parts.flat(Infinity).filter(Boolean));
  document.title = item ? `${item.name} · ${contract.name}` : `${contract.name} · API`;
  index.mark(path);
  menu(false);
  if (moved) {
    scrollTo(0, 0);
    at('main').focus({ preventScroll: true });
  }
}

function unknown(path) {
  return [element('header', { class: 'title' }, element('h1', {}, 'Not here')),
    element('p', {}, `There is nothing at ${decodeURIComponent(path)}, or it is not open to ${caller.words}.`)];
}

function ask() {
  NAMES.forEach((name) => { at(name).value = caller[name]; });
  at('access').showModal();
}

function menu(open) {
  at('menu').setAttribute('aria-expanded', String(open));
  document.body.classList.toggle('open', open);
  at('main').inert = open;
  if (open) {
    at('search').focus();
  }
}

function theme(name) {
  document.documentElement.dataset.theme = name;
  at('theme').textContent = `Theme: ${name}`;
  localStorage.setItem('docs.theme', name);
}

at('who').addEventListener('click', ask);
at('close').addEventListener('click', () => at('access').close());
at('forget').addEventListener('click', () => NAMES.forEach((name) => { at(name).value = ''; }));
at('show').addEventListener('change', (event) => {
  ['key', 'token'].forEach((name) => { at(name).type = event.target.checked ? 'text' : 'password'; });
});
at('access-form').addEventListener('submit', (event) => {
  event.preventDefault();
  caller.keep(Object.fromEntries(NAMES.map((name) => [name, at(name).value.trim()])));
  at('access').close();
  read();
});
at('menu').addEventListener('click', () => menu(at('menu').getAttribute('aria-expanded') !== 'true'));
at('theme').addEventListener('click', () => {
  theme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]);
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  at('main').focus();
});
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select, dialog');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    if (getComputedStyle(at('menu')).display !== 'none') {
      menu(true);
    }
    at('search').focus();
  } else if (event.key === 'Escape' && document.body.classList.contains('open')) {
    menu(false);
    at('menu').focus();
  }
});
matchMedia('(min-width: 52rem)').addEventListener('change', () => menu(false));
addEventListener('hashchange', () => show(true));

theme(THEMES.includes(localStorage.getItem('docs.theme')) ? localStorage.getItem('docs.theme') : 'system');
caller.load();
read();
