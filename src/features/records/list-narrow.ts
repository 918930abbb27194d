import { MalformedRequestError } from '../../core/errors.js';
import { parseId } from '../../core/text.js';

/** Which part of a list in time: what is still to come or goes on, what is over, or both. */
export type ListPart = 'upcoming' | 'past' | 'all';

/** The record whose related ones a list shows; `listId` where the CRM has several lists between the two modules. */
export interface RelatedKey {
  readonly module: string;
  readonly id: number;
  readonly listId: number | undefined;
}

/** What narrows a list beside its search, as its address says it; whether any of it may be asked is judged elsewhere. */
export interface ListNarrow {
  /** `in.<field>`: exactly this stored value. */
  readonly within: ReadonlyMap<string, string>;
  /** `related=Quotes.5` */
  readonly related: RelatedKey | undefined;
  /** `when=past`; undefined: as the list is by itself. */
  readonly part: ListPart | undefined;
}

/** Names of a list's query that narrow it. */
export const NARROW_NAMES: readonly string[] = ['in.*', 'related', 'when'];

/** A list as it is by itself. */
export const WHOLE_LIST: ListNarrow = { within: new Map(), related: undefined, part: undefined };

const LONGEST_VALUE = 200;
const PARTS: ReadonlySet<string> = new Set<ListPart>(['upcoming', 'past', 'all']);

/** Reads what narrows a list; anything malformed throws MalformedRequestError. */
export function readNarrow(query: ReadonlyMap<string, string>): ListNarrow {
  return { within: readWithin(query), related: readRelated(query.get('related')), part: readPart(query.get('when')) };
}

/** The same as names and values of an address or a form. */
export function narrowPairs({ within, related, part }: ListNarrow): readonly (readonly [string, string])[] {
  return [
    ...(related ? [['related', relatedText(related)] as const] : []),
    ...(part ? [['when', part] as const] : []),
    ...[...within].map(([field, value]) => [`in.${field}`, value] as const),
  ];
}

/** The values alone as the query of an address; empty without any. */
export function withinQuery({ within }: ListNarrow): string {
  const pairs = narrowPairs({ ...WHOLE_LIST, within });
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, value]))}`;
}

/** `Quotes.5`, or `Products.12.77` with the CRM's list. */
export function relatedText({ module, id, listId }: RelatedKey): string {
  return [module, id, listId].filter((part) => part !== undefined).join('.');
}

function readWithin(query: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const within = new Map<string, string>();
  for (const [name, value] of query) {
    if (!name.startsWith('in.') || value === '') continue;
    if (value.length > LONGEST_VALUE) throw new MalformedRequestError();
    within.set(name.slice(3), value);
  }
  return within;
}

function readRelated(text: string | undefined): RelatedKey | undefined {
  if (text === undefined || text === '') return undefined;
  const [, module = '', idText = '', listText] = /^([A-Z]\w{0,24})\.(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const id = parseId(idText);
  const listId = listText === undefined ? undefined : parseId(listText);
  if (id === undefined || (listText !== undefined && listId === undefined)) throw new MalformedRequestError();
  return { module, id, listId };
}

function readPart(text: string | undefined): ListPart | undefined {
  if (text === undefined || text === '') return undefined;
  if (!isListPart(text)) throw new MalformedRequestError();
  return text;
}

/** Whether a text names a part of a list. */
export function isListPart(text: string): text is ListPart {
  return PARTS.has(text);
}
