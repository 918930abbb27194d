import { find, findAll } from './texts.js';

const PAUSE_MS = 250;

interface Found {
  readonly items: readonly { readonly id: number; readonly name: string }[];
  readonly text: string;
}

/** Puts a box to type in before every select that is too short for all its choices; the select stays what the form sends. */
export function offerPickers(root: ParentNode = document): void {
  for (const select of findAll(root, 'select[data-pick]', HTMLSelectElement)) new Picker(select);
}

/** A combobox over one select. */
class Picker {
  readonly #select: HTMLSelectElement;
  readonly #input = document.createElement('input');
  readonly #list = document.createElement('ul');
  readonly #status = document.createElement('p');
  #active = -1;
  #timer = 0;
  #asked = new AbortController();

  constructor(select: HTMLSelectElement) {
    this.#select = select;
    this.#build(select.id);
    const { nextElementSibling: seek } = select;
    if (seek?.matches('[data-seek]')) seek.remove();
    this.#input.addEventListener('input', () => this.#seekSoon());
    this.#input.addEventListener('click', () => this.#list.hidden && void this.#seek(''));
    this.#input.addEventListener('keydown', (event) => this.#press(event));
    this.#input.addEventListener('blur', () => this.#leave());
    // The box keeps the focus while an option is pressed.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({ target }) => {
      const option = target instanceof Element ? target.closest('li') : null;
      if (option) this.#choose(option);
    });
  }

  /** The label, errors and the links to them lead to the box from now on. */
  #build(id: string): void {
    const [select, input, list] = [this.#select, this.#input, this.#list];
    const box = document.createElement('div');
    box.className = 'p-pick';
    input.className = 'form-control';
    list.className = 'p-pick-list';
    list.id = `${id}-list`;
    this.#status.className = 'visually-hidden';
    const set = (element: Element, names: Readonly<Record<string, string>>): void => {
      for (const [name, value] of Object.entries(names)) element.setAttribute(name, value);
    };
    set(this.#status, { role: 'status' });
    const label = find(document, `label[for="${CSS.escape(id)}"]`, HTMLLabelElement)?.textContent ?? '';
    set(list, { role: 'listbox', 'aria-label': label });
    set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, autocomplete: 'off' });
    for (const { name, value } of select.attributes) if (/^aria-(inv|desc)/.test(name)) input.setAttribute(name, value);
    select.id = `${id}-value`;
    input.id = id;
    select.hidden = true;
    select.before(box);
    box.append(input, list, this.#status);
    this.#show();
    this.#close();
  }

  /** The box says what is chosen. */
  #show(): void {
    this.#input.value = this.#select.value === '' ? '' : (this.#select.selectedOptions[0]?.text ?? '');
  }

  #seekSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#seek(this.#input.value), PAUSE_MS);
  }

  /** Whatever goes wrong leaves the choice as it is. */
  async #seek(text: string): Promise<void> {
    clearTimeout(this.#timer);
    this.#asked.abort();
    this.#asked = new AbortController();
    try {
      const address = `${this.#select.dataset.pick ?? ''}&q=${encodeURIComponent(text.trim().slice(0, 200))}`;
      const answer = await fetch(address, { signal: this.#asked.signal, redirect: 'error' });
      if (!answer.ok) return this.#close();
      const found: Found = await answer.json();
      if (document.activeElement === this.#input) this.#open(found);
    } catch {
      // Offline, signed out meanwhile, or typed on.
    }
  }

  #open({ items, text }: Found): void {
    const options = items.map(({ id, name }, index) => {
      const option = document.createElement('li');
      option.id = `${this.#list.id}-${index}`;
      option.dataset.value = String(id);
      option.textContent = name;
      option.setAttribute('role', 'option');
      return option;
    });
    this.#list.replaceChildren(...options);
    this.#list.hidden = options.length === 0;
    this.#input.setAttribute('aria-expanded', String(!this.#list.hidden));
    this.#status.textContent = text;
    this.#mark(-1);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asked.abort();
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#status.textContent = '';
    this.#mark(-1);
  }

  #mark(index: number): void {
    this.#active = index;
    const options = [...this.#list.children];
    for (const [at, option] of options.entries()) option.setAttribute('aria-selected', String(at === index));
    options[index]?.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', options[index]?.id ?? '');
  }

  #press(event: KeyboardEvent): void {
    const { key } = event;
    const isOpen = !this.#list.hidden;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const count = this.#list.children.length;
      const start = key === 'ArrowDown' ? 0 : count - 1;
      if (!isOpen) void this.#seek('');
      else this.#mark(this.#active < 0 ? start : (this.#active + (key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if (key === 'Enter' && isOpen) {
      const option = this.#list.children[this.#active];
      if (option instanceof HTMLElement) this.#choose(option);
    } else if (key === 'Escape' && isOpen) {
      this.#close();
      this.#show();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(option: HTMLElement): void {
    const { value = '' } = option.dataset;
    if (![...this.#select.options].some((known) => known.value === value))
      this.#select.add(new Option(option.textContent ?? '', value));
    this.#set(value);
    this.#close();
  }

  /** An emptied box chooses nothing; a text that chose nothing gives way to the present choice. */
  #leave(): void {
    this.#close();
    if (this.#input.value.trim() === '') this.#set('');
    else this.#show();
  }

  #set(value: string): void {
    const isNew = this.#select.value !== value;
    this.#select.value = value;
    this.#show();
    if (isNew) this.#select.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
