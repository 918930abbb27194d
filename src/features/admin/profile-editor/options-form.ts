import type { Profile } from '../../../access/profile-schema.js';
import type { FieldFault } from '../../../core/errors.js';
import type { Form } from '../../../web/form.js';
import { type EditorFacts, type EditorForm, type FormTexts, fault } from './typed-form.js';

const MEGABYTE = 1024 * 1024;
const LARGEST_MEGABYTES = 10_000;
const MOST_FILES = 50;
const MOST_EXTENSIONS = 100;

type Uploads = Profile['uploads'];
type SizeName = 'maxFileBytes' | 'maxTicketBytes' | 'maxDayBytes';

/** The limits of attachments that are amounts of bytes, typed in megabytes. */
export const SIZE_NAMES = ['maxFileBytes', 'maxTicketBytes', 'maxDayBytes'] as const satisfies readonly SizeName[];

/** An owner as the value of a select: `user:admin`, `group:Support`. */
export function ownerValue(owner: Profile['ticketOwner']): string {
  return owner ? `${owner.kind}:${owner.name}` : '';
}

/** Bytes as megabytes in the administrator's own numbers. */
export function megabytes(bytes: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: false }).format(bytes / MEGABYTE);
}

/** Everything else of a profile: languages, interface, attachments, new fields, whose lists and whose tickets. */
export function optionsForm(facts: EditorFacts): EditorForm {
  return {
    write(document) {
      const { uploads } = document;
      const texts: FormTexts = new Map([
        ['interface', [String(document.interface ?? '')]],
        ['otherFields', [document.otherFields]],
        ['extensions', [uploads.extensions.join(', ')]],
        ['maxFiles', [String(uploads.maxFiles)]],
        ...SIZE_NAMES.map((name) => [name, [megabytes(uploads[name], facts.language)]] as const),
        ['ticketOwner', [ownerValue(document.ticketOwner)]],
        ['picklistUser', [document.picklistUser ?? '']],
      ]);
      for (const code of offered(document, facts)) texts.set(`language.${code}`, ['1']);
      return texts;
    },

    read(form, document) {
      const faults: FieldFault[] = [];
      const { interface: old, ticketOwner: _owner, picklistUser: _user, ...others } = document;
      const chosen = ([1, 2] as const).find((version) => String(version) === form.text('interface'));
      const ticketOwner = readOwner(form, document, facts, faults);
      const picklistUser = readUser(form, document, facts, faults);
      const next: Profile = {
        ...others,
        ...(chosen ? { interface: chosen } : {}),
        otherFields: form.text('otherFields') === 'hidden' ? 'hidden' : 'as-portal-user',
        languages: readLanguages(form, document, facts, faults),
        uploads: readUploads(form, document.uploads, facts, faults),
        ...(ticketOwner ? { ticketOwner } : {}),
        ...(picklistUser === undefined ? {} : { picklistUser }),
      };
      return { document: next, faults };
    },
  };
}

/** No language named means all of them. */
function offered({ languages }: Profile, facts: EditorFacts): readonly string[] {
  return languages.length === 0 ? facts.languages : facts.languages.filter((code) => languages.includes(code));
}

function readLanguages(form: Form, document: Profile, facts: EditorFacts, faults: FieldFault[]): string[] {
  const ticked = facts.languages.filter((code) => form.has(`language.${code}`));
  if (ticked.join() === offered(document, facts).join()) return document.languages;
  const foreign = document.languages.filter((code) => !facts.languages.includes(code));
  if (ticked.length === 0) faults.push(fault(`language.${facts.languages[0]}`, 'noLanguage'));
  return ticked.length === facts.languages.length ? [] : [...ticked, ...foreign];
}

function readUploads(form: Form, old: Uploads, facts: EditorFacts, faults: FieldFault[]): Uploads {
  const sizes = SIZE_NAMES.map((name) => [name, readSize(form, name, old[name], facts, faults)] as const);
  const next = { ...old, ...Object.fromEntries(sizes) } as Uploads;
  next.extensions = readExtensions(form, old.extensions, faults);
  const files = form.text('maxFiles').trim();
  if (files !== String(old.maxFiles)) {
    next.maxFiles = Number(files);
    if (!/^[1-9]\d?$/.test(files) || next.maxFiles > MOST_FILES)
      faults.push(fault('maxFiles', 'count', { max: MOST_FILES }));
  }
  return next;
}

function readSize(form: Form, name: SizeName, old: number, { language }: EditorFacts, faults: FieldFault[]): number {
  const typed = form.text(name).trim();
  if (typed === megabytes(old, language)) return old;
  const isNumber = /^\d{1,5}(?:[.,]\d{1,3})?$/.test(typed);
  const bytes = Math.round(Number(typed.replace(',', '.')) * MEGABYTE);
  if (!isNumber || bytes < 1024 || bytes > LARGEST_MEGABYTES * MEGABYTE)
    faults.push(fault(name, 'megabytes', { max: LARGEST_MEGABYTES }));
  return bytes;
}

function readExtensions(form: Form, old: string[], faults: FieldFault[]): string[] {
  const typed = form.text('extensions');
  if (typed === old.join(', ')) return old;
  const words = typed
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^\*?\./, ''));
  const extensions = [...new Set(words.filter((word) => word !== ''))];
  const wrong = extensions.find((word) => !/^[a-z0-9]{1,10}$/.test(word));
  if (wrong !== undefined) faults.push(fault('extensions', 'extension', { extension: wrong.slice(0, 20) }));
  if (extensions.length > MOST_EXTENSIONS) faults.push(fault('extensions', 'tooManyTypes', { max: MOST_EXTENSIONS }));
  return extensions;
}

function readOwner(form: Form, document: Profile, facts: EditorFacts, faults: FieldFault[]): Profile['ticketOwner'] {
  const typed = form.text('ticketOwner');
  if (typed === ownerValue(document.ticketOwner)) return document.ticketOwner;
  if (typed === '') return undefined;
  const user = facts.metadata.staff.users.find(
    ({ userName }) => typed === ownerValue({ kind: 'user', name: userName }),
  );
  if (user) return { kind: 'user', name: user.userName };
  const group = facts.metadata.staff.groups.find(({ name }) => typed === ownerValue({ kind: 'group', name }));
  if (group) return { kind: 'group', name: group.name };
  faults.push(fault('ticketOwner', 'staff'));
  return document.ticketOwner;
}

function readUser(form: Form, document: Profile, facts: EditorFacts, faults: FieldFault[]): string | undefined {
  const typed = form.text('picklistUser');
  if (typed === (document.picklistUser ?? '')) return document.picklistUser;
  if (typed === '') return undefined;
  if (!facts.metadata.staff.users.some(({ userName }) => userName === typed))
    faults.push(fault('picklistUser', 'staff'));
  return typed;
}
