import { unescapeHtml } from './visitor.js';

/** Fields as they would be sent, in order. */
export type SentFields = readonly (readonly [string, string])[];

/** What a browser would send of the form with this id if its first button were pressed, controls outside of it included. */
export function sentForm(html: string, id: string): SentFields {
  const [inside = ''] = new RegExp(`<form[^>]* id="${id}"[\\s\\S]*?</form>`).exec(html) ?? [];
  const outside = [...html.replace(inside, '').matchAll(new RegExp(`<input[^>]* form="${id}"[^>]*>`, 'g'))].map(
    ([input]) => input,
  );
  return [inside, ...outside].flatMap(fieldsOf);
}

/** The same fields with some replaced, added or (undefined) taken away. */
export function withFields(fields: SentFields, changes: Readonly<Record<string, string | undefined>>): SentFields {
  const kept = fields.filter(([name]) => !Object.hasOwn(changes, name));
  const added = Object.entries(changes).flatMap(
    ([name, value]): SentFields => (value === undefined ? [] : [[name, value]]),
  );
  return [...kept, ...added];
}

function fieldsOf(html: string): SentFields {
  const controls = html.matchAll(/<input\b[^>]*>|<textarea\b[\s\S]*?<\/textarea>|<select\b[\s\S]*?<\/select>/g);
  return [...controls].flatMap(([control]): SentFields => {
    const [tag = ''] = /^<[^>]*>/.exec(control) ?? [];
    const name = attribute(tag, 'name');
    if (name === undefined || / disabled\b/.test(tag)) return [];
    if (control.startsWith('<textarea')) return [[name, textareaText(control)]];
    if (control.startsWith('<select')) return chosenOf(control).map((value) => [name, value] as const);
    const type = attribute(tag, 'type') ?? 'text';
    const isTaken = !(type === 'checkbox' || type === 'radio') || / checked\b/.test(tag);
    return isTaken ? [[name, attribute(tag, 'value') ?? '']] : [];
  });
}

/** A browser leaves out the first line break, and sends the others as two characters. */
function textareaText(control: string): string {
  const text = control.replace(/^<textarea[^>]*>\n?/, '').replace(/<\/textarea>$/, '');
  return unescapeHtml(text).replace(/\r?\n/g, '\r\n');
}

function chosenOf(control: string): string[] {
  const options = [...control.matchAll(/<option[^>]*>/g)].map(([option]) => option);
  const chosen = options.filter((option) => / selected\b/.test(option));
  const isMultiple = /^<select[^>]* multiple\b/.test(control);
  const sent = chosen.length > 0 || isMultiple ? chosen : options.slice(0, 1);
  return sent.map((option) => attribute(option, 'value') ?? '');
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(` ${name}="([^"]*)"`).exec(tag);
  return match ? unescapeHtml(match[1] ?? '') : undefined;
}
