/** A translated text of the page's `data-` attributes; `#` becomes the value. */
export function text(name: string, value = ''): string {
  return (document.body.dataset[name] ?? '').replace('#', () => value);
}

/** The first element a selector finds that is of the type. */
export function find<T extends Element>(root: ParentNode, selector: string, type: new () => T): T | undefined {
  const element = root.querySelector(selector);
  return element instanceof type ? element : undefined;
}

/** Every element a selector finds that is of the type. */
export function findAll<T extends Element>(root: ParentNode, selector: string, type: new () => T): T[] {
  return [...root.querySelectorAll(selector)].filter((element): element is T => element instanceof type);
}
