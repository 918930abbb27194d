import type { Viewer } from '../../access/types.js';
import { decodeEntities } from '../../host/metadata/entities.js';
import { isHiddenField, ownersOf, standsFor, takesPart } from './leak-owners.js';
import type { LeakData, LeakRecord } from './leak-records.js';

/** A text that must appear on no page of a viewer. */
export interface Witness {
  readonly text: string;
  /** What leaked, in words: `HelpDesk 8, description`. */
  readonly source: string;
  /** Address of the record, below the mount; undefined for what has no page. */
  readonly path: string | undefined;
}

/** Shorter texts, and single words, could stand anywhere by chance. */
const SHORTEST = 10;
const LONGEST = 80;

/** The texts that would give away other customers' records, hidden fields or internal comments to this viewer. */
export function witnessesFor(viewer: Viewer, data: LeakData, portalTexts: string): readonly Witness[] {
  const candidates: Witness[] = data.internal.flatMap((text) => witnessOf(text, 'an internal comment', undefined));
  const open: string[] = [portalTexts];
  for (const record of data.records.values()) {
    const path = `/${record.module.name}/${record.id}`;
    const state = stateOf(record, viewer, data);
    if (state === 'open') open.push(...namesOfReferenced(record, data));
    for (const [name, text] of record.texts) {
      const source = `${record.module.name} ${record.id}, ${name.split(' ')[0]}`;
      if (state === 'foreign') candidates.push(...witnessOf(text, source, path));
      if (state !== 'open') continue;
      if (isHidden(record, name, viewer)) candidates.push(...witnessOf(text, `${source} (hidden field)`, undefined));
      else open.push(text);
    }
  }
  const known = plain(open.join('\n'));
  return candidates.filter((witness) => !known.includes(witness.text));
}

type State = 'open' | 'foreign' | 'neither';

/** Records a viewer may see, those nobody may show them, and those that other rules decide about. */
function stateOf(record: LeakRecord, viewer: Viewer, data: LeakData): State {
  const { name } = record.module;
  const isOn = viewer.profile.modules.some((rule) => rule.module === name && rule.permissions.view);
  const isMe = record.id === viewer.contact.id || record.id === viewer.contact.accountId;
  if (isMe) return 'open';
  if (record.isDeleted) return 'foreign';
  if (name === 'Faq') return record.texts.get('faqstatus') === 'Published' ? 'open' : 'foreign';
  const mine = standsFor(viewer, name, data);
  const isMine = [...ownersOf(record, data)].some((owner) => mine.has(owner)) || takesPart(viewer, record, data);
  if (!isMine) return 'foreign';
  return isOn ? 'open' : 'neither';
}

/** A record's name is its title, whatever the profile says of the field. */
function isHidden(record: LeakRecord, name: string, viewer: Viewer): boolean {
  const field = record.module.fields.get(name);
  if (!field || record.module.entityFields.includes(name) || record.module.numberField === name) return false;
  // One's own name and address stand in the page's head and in forms.
  if (record.id === viewer.contact.id && field.kind === 'email') return false;
  return isHiddenField(field, record.module.name, viewer.profile);
}

/** References show the name of what they point to, also where it cannot be opened. */
function namesOfReferenced(record: LeakRecord, data: LeakData): string[] {
  return [...record.references.values(), ...(data.links.get(record.id) ?? [])].flatMap((id) => {
    const other = data.records.get(id);
    if (!other) return [];
    const names = [...other.module.entityFields, other.module.numberField ?? ''];
    const texts = names.map((name) => other.texts.get(name) ?? '');
    return [...texts, texts.join(' ')];
  });
}

function witnessOf(value: string, source: string, path: string | undefined): Witness[] {
  const text = plain(value.split(/[<\r\n]/)[0] ?? '')
    .slice(0, LONGEST)
    .trim();
  return text.length >= SHORTEST && /[\s\d@]/.test(text) ? [{ text, source, path }] : [];
}

/** A text or page as it is compared: entities decoded, white space folded. */
export function plain(text: string): string {
  return decodeEntities(text).replace(/\s+/g, ' ');
}
