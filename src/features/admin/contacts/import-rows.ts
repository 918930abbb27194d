import { parse } from 'csv-parse/sync';
import { readTypedDate } from '../../../core/date-text.js';
import { InvalidInputError } from '../../../core/errors.js';
import { foldText } from '../../../core/text.js';
import type { AccessWish } from './access-wish.js';

/** Most rows a file may hold, and most bytes. */
export const MOST_ROWS = 5_000;
export const MOST_BYTES = 1024 * 1024;

/** One row of an imported file, read but not looked up: `contact` is an id, a number or an address. */
export interface ImportRow {
  /** From 1, the heads not counted. */
  readonly row: number;
  readonly contact: string;
  /** The profile by its name; undefined: it stays. */
  readonly profile: string | undefined;
  readonly wish: AccessWish;
  /** Codes of what cannot be read. */
  readonly faults: readonly string[];
}

/** Stands where a date or a profile is to be taken away. */
const NONE = '-';

const YES: ReadonlySet<string> = new Set([
  '1',
  'x',
  'yes',
  'y',
  'true',
  'on',
  'si',
  's',
  'ja',
  'j',
  'oui',
  'o',
  'sim',
  'tak',
  't',
]);
const NO: ReadonlySet<string> = new Set(['0', 'no', 'n', 'false', 'off', 'nein', 'non', 'nao', 'nee', 'nie']);

const COLUMNS = ['contact', 'access', 'start', 'end', 'profile'] as const;

/** The text of an uploaded file: UTF-8 or UTF-16 as its first bytes say, else what spreadsheets write in Western Europe. */
export function decodeFile(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Reads a file's rows by the names of its columns, separated by commas, semicolons or tabs; other columns are passed over, so that an
 * exported list can be changed and sent back. InvalidInputError when there is no `contact` column, no row, or too many.
 */
export function readImport(text: string): readonly ImportRow[] {
  const records = parseRecords(text);
  const heads = (records[0] ?? []).map((head) => head.trim().toLowerCase());
  const places = new Map(COLUMNS.map((column) => [column, heads.indexOf(column)]));
  const cellOf = (record: readonly string[], column: (typeof COLUMNS)[number]): string =>
    (record[places.get(column) ?? -1] ?? '').replace(/^'/, '').trim();
  if ((places.get('contact') ?? -1) < 0) throw fileFault('noContactColumn');
  if (records.length < 2) throw fileFault('noRows');
  if (records.length > MOST_ROWS + 1) throw fileFault('tooManyRows', { max: MOST_ROWS });
  return records.slice(1).map((record, index) => readRow(index + 1, (column) => cellOf(record, column)));
}

function readRow(row: number, cell: (column: (typeof COLUMNS)[number]) => string): ImportRow {
  const [isEnabled, start, end] = [readAccess(cell('access')), readDate(cell('start')), readDate(cell('end'))];
  const profile = cell('profile');
  const contact = cell('contact');
  return {
    row,
    contact,
    profile: profile === '' || profile === NONE ? undefined : profile,
    wish: {
      ...(typeof isEnabled === 'boolean' ? { isEnabled } : {}),
      ...(start === undefined || start === 'wrong' ? {} : { supportStart: start }),
      ...(end === undefined || end === 'wrong' ? {} : { supportEnd: end }),
      ...(profile === NONE ? { profileId: null } : {}),
    },
    faults: [
      ...(contact === '' ? ['contactMissing'] : []),
      ...(isEnabled === 'wrong' ? ['accessWrong'] : []),
      ...(start === 'wrong' ? ['startWrong'] : []),
      ...(end === 'wrong' ? ['endWrong'] : []),
    ],
  };
}

function readAccess(text: string): boolean | 'wrong' | undefined {
  const word = foldText(text);
  if (word === '') return undefined;
  if (YES.has(word)) return true;
  return NO.has(word) ? false : 'wrong';
}

/** Null: the date is taken away. */
function readDate(text: string): string | null | 'wrong' | undefined {
  if (text === '') return undefined;
  return text === NONE ? null : (readTypedDate(text) ?? 'wrong');
}

function parseRecords(text: string): readonly (readonly string[])[] {
  if (text.length > MOST_BYTES) throw fileFault('fileTooLarge', { kilobytes: MOST_BYTES / 1024 });
  const firstLine = text.slice(0, 2_000).split(/\r?\n/)[0] ?? '';
  const delimiter = [';', '\t'].find((sign) => firstLine.includes(sign)) ?? ',';
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: 20_000,
      to: MOST_ROWS + 2,
    });
  } catch {
    throw fileFault('unreadable');
  }
}

function fileFault(name: string, values?: Readonly<Record<string, number>>): InvalidInputError {
  return new InvalidInputError([
    { field: 'text', code: `admin-contacts:import.faults.${name}`, ...(values ? { values } : {}) },
  ]);
}
