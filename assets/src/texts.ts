/** A translated text from the first `data-` attribute of that name on the page; `#` becomes the value. */
export function text(name: string, value = ''): string {
  const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return (find(document, `[data-${attribute}]`, HTMLElement)?.dataset[name] ?? '').replace('#', () => value);
}

/** The first element a selector finds that is of the type. */
export function find<T extends Element>(root: ParentNode, selector: string, type: new () => T): T | undefined {
  const element = root.querySelector(selector);
  return element instanceof type ? element : undefined;
}

/** Every element a selector finds that is of the type, the root itself among them. */
export function findAll<T extends Element>(root: ParentNode, selector: string, type: new () => T): T[] {
  const own = root instanceof Element && root.matches(selector) ? [root] : [];
  return [...own, ...root.querySelectorAll(selector)].filter((element): element is T => element instanceof type);
}
