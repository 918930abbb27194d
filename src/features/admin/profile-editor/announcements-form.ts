import type { Announcement, Profile } from '../../../access/profile-schema.js';
import { readTypedDate } from '../../../core/date-text.js';
import type { FieldFault } from '../../../core/errors.js';
import { countCharacters } from '../../../core/text.js';
import type { Form } from '../../../web/form.js';
import { readTexts, writeTexts } from './language-texts.js';
import { ORDER_FIELD, readOrder } from './ordered-keys.js';
import { type EditorFacts, type EditorForm, type FormTexts, fault } from './typed-form.js';

export const MOST_ANNOUNCEMENTS = 5;
const LONGEST_TEXT = 500;

/** The sentences to every customer; an announcement's key is its place in the document, the next number a new one's. */
export function announcementsForm(facts: EditorFacts): EditorForm {
  return {
    write(document) {
      const texts: FormTexts = new Map([[ORDER_FIELD, [keysOf(document).join(',')]]]);
      for (const [key, { text, from, to, kind }] of document.announcements.entries()) {
        writeTexts(texts, `${key}.text`, text, facts.languages);
        texts.set(`${key}.from`, [from ?? '']);
        texts.set(`${key}.to`, [to ?? '']);
        texts.set(`${key}.kind`, [kind]);
      }
      return texts;
    },

    read(form, document) {
      const faults: FieldFault[] = [];
      const known = keysOf(document);
      const added = String(known.length);
      const keys = readOrder(form, form.has(`${added}.kind`) ? [...known, added] : known);
      const announcements = keys.flatMap((key) => readOne(form, key, document, facts, faults) ?? []);
      if (announcements.length > MOST_ANNOUNCEMENTS)
        faults.push(fault(`${added}.kind`, 'tooManyAnnouncements', { max: MOST_ANNOUNCEMENTS }));
      return { document: { ...document, announcements }, faults };
    },
  };
}

function keysOf({ announcements }: Profile): string[] {
  return announcements.map((_one, index) => String(index));
}

function readOne(
  form: Form,
  key: string,
  document: Profile,
  facts: EditorFacts,
  faults: FieldFault[],
): Announcement | undefined {
  const old = document.announcements[Number(key)];
  const text = readTexts(form, `${key}.text`, old?.text, facts.languages, false);
  const from = readDay(form, `${key}.from`, faults);
  const to = readDay(form, `${key}.to`, faults);
  const isBlank = Object.keys(text).length === 0;
  if (!old && isBlank && !from && !to) return undefined;
  const first = `${key}.text.${facts.languages.includes(facts.language) ? facts.language : facts.languages[0]}`;
  if (isBlank) faults.push(fault(first, 'textMissing'));
  for (const code of facts.languages)
    if (countCharacters(text[code] ?? '') > LONGEST_TEXT)
      faults.push(fault(`${key}.text.${code}`, 'tooLong', { max: LONGEST_TEXT }));
  const isTurned = from && to && to < from && !(from === old?.from && to === old?.to);
  if (isTurned) faults.push(fault(`${key}.to`, 'days'));
  const kind = form.text(`${key}.kind`) === 'warn' ? 'warn' : 'info';
  return { text: { ...text }, ...(from ? { from } : {}), ...(to ? { to } : {}), kind };
}

function readDay(form: Form, name: string, faults: FieldFault[]): string | undefined {
  const typed = form.text(name).trim();
  if (typed === '') return undefined;
  const day = readTypedDate(typed);
  if (day === undefined) faults.push(fault(name, 'day'));
  return day ?? typed;
}
