import { parseId } from '../../core/text.js';

/** Which form a draft belongs to; a contact has at most one draft of each. */
export type DraftPlace =
  | { readonly kind: 'new'; readonly module: string }
  | { readonly kind: 'comment' | 'edit'; readonly module: string; readonly id: number };

/** The place as one word: `HelpDesk/new`, `HelpDesk/8/comment`. */
export function placeName(place: DraftPlace): string {
  return place.kind === 'new' ? `${place.module}/new` : `${place.module}/${place.id}/${place.kind}`;
}

/** Reads what `placeName` wrote; undefined for anything else. */
export function readPlace(name: string): DraftPlace | undefined {
  const [module = '', second = '', kind, ...more] = name.split('/');
  if (!/^[A-Z][A-Za-z0-9_]{0,24}$/.test(module) || more.length > 0) return undefined;
  if (second === 'new' && kind === undefined) return { kind: 'new', module };
  const id = parseId(second);
  return id !== undefined && (kind === 'comment' || kind === 'edit') ? { kind, module, id } : undefined;
}

/** Where the form stands, below the mount. */
export function placePath(place: DraftPlace): string {
  if (place.kind === 'new') return `/${place.module}/new`;
  return `/${place.module}/${place.id}${place.kind === 'edit' ? '/edit' : '#comment'}`;
}
