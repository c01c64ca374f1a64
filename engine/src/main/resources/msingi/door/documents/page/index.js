// The list of collections and functions beside the page. It may have thousands of entries, so
// elements are made for those that are looked at.

import { element } from './elements.js';

const STEP = 80;
const GROUPS = { collection: 'Collections', function: 'Functions', batch: 'All of them' };

/** The list, its search and its keys. */
export class Index {
  constructor(search, found, list) {
    this.search = search;
    this.found = found;
    this.list = list;
    this.items = [];
    this.current = '';
    this.watch = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) {
        this.more();
      }
    }, { root: list, rootMargin: '400px' });
    search.addEventListener('input', () => this.filter());
    search.addEventListener('keydown', (event) => this.begin(event));
    list.addEventListener('keydown', (event) => this.move(event));
  }

  /** Shows these items. */
  show(items) {
    const order = { collection: 0, function: 1, batch: 2 };
    this.items = [...items].sort((one, other) => order[one.kind] - order[other.kind]);
    this.filter();
  }

  /** Marks the item that the page shows. */
  mark(path) {
    this.current = path;
    for (const link of this.list.querySelectorAll('a')) {
      this.marked(link);
    }
  }

  marked(link) {
    if (link.dataset.path === this.current) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }

  filter() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    this.matching = this.items.filter((item) => words.every((word) => item.sought.includes(word)));
    this.shown = 0;
    this.group = null;
    this.watch.disconnect();
    this.list.replaceChildren();
    this.list.scrollTop = 0;
    const all = this.items.length.toLocaleString('en');
    const some = this.matching.length.toLocaleString('en');
    this.found.textContent = words.length > 0 ? `${some} of ${all}` : `${all} in all`;
    this.more();
  }

  /** Makes the elements of the next entries. */
  more() {
    this.watch.disconnect();
    for (const item of this.matching.slice(this.shown, this.shown + STEP)) {
      if (this.group?.dataset.kind !== item.kind) {
        this.begun(item.kind);
      }
      this.group.append(this.entry(item));
    }
    this.shown += STEP;
    if (this.shown < this.matching.length) {
      this.watch.observe(this.list.lastElementChild.lastElementChild);
    }
  }

  begun(kind) {
    const id = `index-${kind}`;
    this.group = element('ul', { 'data-kind': kind, 'aria-labelledby': id });
    this.list.append(element('h2', { id }, GROUPS[kind]), this.group);
  }

  entry(item) {
    const link = element('a', { href: `#${item.route}`, 'data-path': item.route },
      element('span', { class: 'mono' }, item.name),
      item.title ? element('span', { class: 'small' }, item.title) : null);
    this.marked(link);
    return element('li', {}, link);
  }

  begin(event) {
    const first = this.list.querySelector('a');
    if (event.key === 'ArrowDown' && first) {
      event.preventDefault();
      first.focus();
    } else if (event.key === 'Enter' && first) {
      first.click();
    } else if (event.key === 'Escape') {
      this.search.value = '';
      this.filter();
    }
  }

  move(event) {
    const links = [...this.list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      if (at === links.length - 1) {
        this.more();
      }
      (this.list.querySelectorAll('a')[at + 1] ?? links[at]).focus();
    } else if (event.key === 'ArrowUp') {
      event.preventDefault();
      (links[at - 1] ?? this.search).focus();
    }
  }
}
