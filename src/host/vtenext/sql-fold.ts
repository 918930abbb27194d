import type { Knex } from 'knex';
import { firstAstralCharacter, foldText } from '../../core/text.js';
import { isMysql } from '../database-facts.js';

/** Upper-case letters with every form that counts as the same, as `utf8_general_ci` has it; SQLite's own functions know ASCII only. */
const letters: Readonly<Record<string, string>> = {
  A: 'ÀÁÂÃÄÅàáâãäåĀāĂăĄą',
  C: 'ÇçĆćĈĉĊċČč',
  D: 'Ďď',
  E: 'ÈÉÊËèéêëĒēĔĕĖėĘęĚě',
  G: 'ĜĝĞğĠġĢģ',
  H: 'Ĥĥ',
  I: 'ÌÍÎÏìíîïĨĩĪīĬĭĮįİ',
  J: 'Ĵĵ',
  K: 'Ķķ',
  L: 'ĹĺĻļĽľ',
  N: 'ÑñŃńŅņŇň',
  O: 'ÒÓÔÕÖòóôõöŌōŎŏŐő',
  R: 'ŔŕŖŗŘř',
  S: 'ŚśŜŝŞşŠšß',
  T: 'ŢţŤť',
  U: 'ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲų',
  W: 'Ŵŵ',
  Y: 'ÝýÿŶŷŸ',
  Z: 'ŹźŻżŽž',
  Ø: 'ø',
  Đ: 'đ',
  Ł: 'ł',
  Æ: 'æ',
  Œ: 'œ',
  Þ: 'þ',
  Ð: 'ð',
};

/** SQLite's parser refuses more nested calls than some thirty, so they are spread over a chain of common table expressions. */
const CALLS_A_STEP = 12;

const sqliteFold = buildSqliteFold();

/**
 * A column's text for comparing, searching and sorting without case and accents, alike on both databases: MariaDB's own collation does
 * it, SQLite gets an expression. `column` is an identifier of the schema (`b.title`) or a raw expression.
 */
export function foldExpression(knex: Knex, column: string | Knex.Raw): Knex.Raw {
  return isMysql(knex) ? knex.raw('(??)', [column]) : knex.raw(sqliteFold, [column]);
}

/** «The column contains this text», without case and accents; wildcards in the text mean themselves. */
export function likeContains(knex: Knex, column: string | Knex.Raw, text: string): Knex.Raw {
  return likeFolded(knex, column, text, 'anywhere');
}

/**
 * «The column is, starts with or contains this text», without case and accents. The CRM's columns cannot hold characters beyond the basic
 * plane, and MariaDB refuses to compare them: they are found nowhere.
 */
export function likeFolded(
  knex: Knex,
  column: string | Knex.Raw,
  text: string,
  place: 'whole' | 'start' | 'anywhere',
): Knex.Raw {
  if (firstAstralCharacter(text) !== undefined) return knex.raw('1 = 0');
  const [before, after] = [place === 'anywhere', place !== 'whole'];
  const folded = foldText(text);
  if (!isMysql(knex)) return knex.raw('? glob ?', [identifierOrRaw(knex, column), globPattern(folded, before, after)]);
  const pattern = `${before ? '%' : ''}${escapeLike(folded)}${after ? '%' : ''}`;
  return knex.raw("? like ? escape '|'", [foldExpression(knex, column), pattern]);
}

/** Takes their meaning from the wildcards of LIKE; the escape character is `|`. */
export function escapeLike(text: string): string {
  return text.replace(/[%_|]/g, '|$&');
}

function identifierOrRaw(knex: Knex, column: string | Knex.Raw): Knex.Raw {
  return typeof column === 'string' ? knex.raw('??', [column]) : column;
}

/** SQLite's GLOB has sets of signs: each letter of the text matches all its forms, where folding the column would take thousands of calls. */
function globPattern(folded: string, before: boolean, after: boolean): string {
  const sets = [...folded].map((sign) => {
    const upper = sign.toUpperCase();
    if (upper === sign) return /[*?[]/.test(sign) ? `[${sign}]` : sign;
    return `[${sign}${[...upper].length === 1 ? upper : ''}${letters[upper] ?? ''}]`;
  });
  return `${before ? '*' : ''}${sets.join('')}${after ? '*' : ''}`;
}

function buildSqliteFold(): string {
  const pairs = Object.entries(letters).flatMap(([base, forms]) => [...forms].map((form) => [form, base]));
  const steps = ['s0(x) as (select upper(??))'];
  for (let start = 0; start < pairs.length; start += CALLS_A_STEP) {
    const calls = pairs.slice(start, start + CALLS_A_STEP);
    const nested = calls.reduce((inner, [form, base]) => `replace(${inner}, '${form}', '${base}')`, 'x');
    steps.push(`s${steps.length}(x) as (select ${nested} from s${steps.length - 1})`);
  }
  return `(with ${steps.join(', ')} select x from s${steps.length - 1})`;
}
