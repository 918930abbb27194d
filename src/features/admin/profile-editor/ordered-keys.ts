import type { Form } from '../../../web/form.js';

/** The field in which the rows of an ordered list travel. */
export const ORDER_FIELD = 'order';
/** The name of every button that changes the list instead of only saving it: `up:key`, `down:key`, `remove:key`, `add`. */
export const STEP_FIELD = 'step';

const STEP = /^(?:(up|down|remove):(.+)|add)$/;

/** What a button of a list asked for. */
export interface ListStep {
  readonly kind: 'up' | 'down' | 'remove' | 'add';
  readonly key: string;
}

/** The step that was pressed; undefined: the form was only saved. */
export function readStep(form: Form): ListStep | undefined {
  const match = STEP.exec(form.text(STEP_FIELD));
  if (!match) return undefined;
  return { kind: (match[1] as ListStep['kind'] | undefined) ?? 'add', key: match[2] ?? '' };
}

/** The sent order of known keys; keys the form does not name keep their place after those it does. A pressed button moves its row. */
export function readOrder(form: Form, known: readonly string[], field: string = ORDER_FIELD): readonly string[] {
  const sent = [...new Set(form.text(field).split(','))].filter((key) => known.includes(key));
  const keys = [...sent, ...known.filter((key) => !sent.includes(key))];
  const step = readStep(form);
  return step ? applyStep(keys, step) : keys;
}

function applyStep(keys: readonly string[], step: ListStep): readonly string[] {
  const at = keys.indexOf(step.key);
  if (at < 0 || step.kind === 'add') return keys;
  const others = keys.filter((key) => key !== step.key);
  if (step.kind === 'remove') return others;
  const to = step.kind === 'up' ? Math.max(0, at - 1) : at + 1;
  return [...others.slice(0, to), step.key, ...others.slice(to)];
}
