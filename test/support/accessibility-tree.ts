import type { Page } from 'playwright-core';

/** A control or a landmark as assistive technology meets it; what Chromium's tree leaves out (current page, sorting) is read from the element. */
export interface Accessible {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  /** `required`, `invalid`, `checked`, `expanded=false`, `current=page`, `sort=ascending` …, in this order. */
  readonly states: readonly string[];
  /** Whether the keyboard reaches it; what script only sends the focus to is none. */
  readonly isControl: boolean;
  /** The closest landmark around it and the named groups between: where its name has to tell it from the others. */
  readonly place: string;
  /** What using it does: the address it leads to or sends to, with the values that go along. */
  readonly effect: string;
}

type AxNode = Awaited<ReturnType<typeof readNodes>>['ax'][number];
type DomNode = Awaited<ReturnType<typeof readNodes>>['dom'];

interface Element {
  readonly attributes: ReadonlyMap<string, string>;
  readonly form: Element | undefined;
  readonly hidden: string[];
}

const LANDMARKS = new Set(['banner', 'navigation', 'main', 'search', 'complementary', 'contentinfo']);
/** These are landmarks only with a name. */
const NAMED_LANDMARKS = new Set(['region', 'form']);
const GROUPS = new Set(['group', 'radiogroup']);
const SPOKEN = ['required', 'invalid', 'checked', 'expanded', 'pressed', 'disabled', 'readonly', 'multiselectable'];
const NOT_CONTROLS = new Set(['RootWebArea', 'option']);
const ONCE_ONLY = /^_(csrf|key)=/;

/** Everything Chromium tells assistive technology about a page, without what is hidden. */
export async function readAccessibles(page: Page): Promise<Accessible[]> {
  const { ax, dom } = await readNodes(page);
  const elements = new Map<number, Element>();
  collect(dom, undefined, elements);
  const nodes = new Map(ax.map((node) => [node.nodeId, node]));
  return ax.filter((node) => !node.ignored).map((node) => describeNode(node, nodes, elements));
}

/** Whether it is one of the page's landmarks. */
export const isLandmark = ({ role, name }: Pick<Accessible, 'role' | 'name'>): boolean =>
  LANDMARKS.has(role) || (NAMED_LANDMARKS.has(role) && name !== '');

async function readNodes(page: Page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const { root } = await session.send('DOM.getDocument', { depth: -1 });
  await session.detach();
  return { ax: nodes, dom: root };
}

function collect(node: DomNode, form: Element | undefined, into: Map<number, Element>): void {
  const attributes = new Map<string, string>();
  const flat = node.attributes ?? [];
  for (let at = 0; at < flat.length; at += 2) attributes.set(flat[at] ?? '', flat[at + 1] ?? '');
  const element: Element = { attributes, form, hidden: [] };
  into.set(node.backendNodeId, element);
  const sent = `${attributes.get('name')}=${attributes.get('value')}`;
  if (attributes.get('type') === 'hidden' && !ONCE_ONLY.test(sent)) form?.hidden.push(sent);
  for (const child of node.children ?? []) collect(child, node.localName === 'form' ? element : form, into);
}

function describeNode(
  node: AxNode,
  nodes: ReadonlyMap<string, AxNode>,
  elements: ReadonlyMap<number, Element>,
): Accessible {
  const element = elements.get(node.backendDOMNodeId ?? -1);
  const properties = new Map(node.properties?.map(({ name, value }) => [String(name), String(value.value)]));
  const role = String(node.role?.value ?? '');
  return {
    role,
    name: tidy(node.name?.value),
    description: tidy(node.description?.value),
    states: statesOf(properties, element),
    isControl:
      properties.get('focusable') === 'true' && !NOT_CONTROLS.has(role) && element?.attributes.get('tabindex') !== '-1',
    place: placeOf(node, nodes),
    effect: properties.get('url') ?? effectOf(element),
  };
}

function statesOf(properties: ReadonlyMap<string, string>, element: Element | undefined): string[] {
  const spoken = SPOKEN.flatMap((name) => {
    const value = properties.get(name);
    if (value === undefined || (value === 'false' && !['checked', 'expanded', 'pressed'].includes(name))) return [];
    return value === 'true' && name !== 'expanded' ? [name] : [`${name}=${value}`];
  });
  const current = element?.attributes.get('aria-current');
  const sort = element?.attributes.get('aria-sort');
  return [...spoken, ...(current ? [`current=${current}`] : []), ...(sort ? [`sort=${sort}`] : [])];
}

function placeOf(node: AxNode, nodes: ReadonlyMap<string, AxNode>): string {
  const place: string[] = [];
  for (let at = nodes.get(node.parentId ?? ''); at; at = nodes.get(at.parentId ?? '')) {
    const around = { role: String(at.role?.value ?? ''), name: tidy(at.name?.value) };
    const isPlace = isLandmark(around) || (GROUPS.has(around.role) && around.name !== '');
    if (at.ignored || !isPlace) continue;
    place.unshift(`${around.role} ${around.name}`.trim());
    if (isLandmark(around)) break;
  }
  return place.join(' > ');
}

function effectOf(element: Element | undefined): string {
  if (!element) return '';
  const own = ['name', 'value', 'formaction', 'form', 'id'].map((name) => element.attributes.get(name) ?? '');
  const form = element.form ? [element.form.attributes.get('action') ?? '', ...element.form.hidden] : [];
  return [...own, ...form].join(' ').trim();
}

function tidy(value: unknown): string {
  return String(value ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
