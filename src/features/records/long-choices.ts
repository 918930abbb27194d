import type { Viewer } from '../../access/types.js';
import { foldText } from '../../core/text.js';
import type { MessageView } from '../../core/view-types.js';
import type { HostReference } from '../../host/host-adapter.js';
import type { Form } from '../../web/form.js';
import type { PresenterContext } from '../present-context.js';
import { controlId } from './form-presenter.js';
import { type FormPlan, MOST_CHOICES } from './form-service.js';
import type { RecordService } from './record-service.js';

const LONGEST_TEXT = 200;

/** What somebody without script looks for in a select that is too short for all its choices. */
export interface SoughtChoice {
  readonly name: string;
  readonly contains: string;
}

/**
 * What a form looks for instead of being sent: by the button beside a select, or with Enter (which browsers take for a form's first
 * button, `_default`) in a box with a text.
 */
export function readSought({ long }: FormPlan, form: Form): SoughtChoice | undefined {
  const asked = form.text('_pick');
  const textOf = (name: string): string => form.text(`_pick.${name}`).trim().slice(0, LONGEST_TEXT);
  const typed = form.list('_default').length > 0 ? [...long].find((one) => textOf(one) !== '') : undefined;
  const name = long.has(asked) ? asked : typed;
  return name === undefined ? undefined : { name, contains: textOf(name) };
}

/** The plan with the matches of what is sought, and with every record the form has chosen beyond the first ones. */
export async function offerSought(
  records: RecordService,
  viewer: Viewer,
  plan: FormPlan,
  form: Form,
  sought?: SoughtChoice,
): Promise<FormPlan> {
  const choices = new Map(plan.choices);
  for (const { field } of plan.all.filter((entry) => plan.long.has(entry.field.name))) {
    const { name } = field;
    if (sought?.name === name) choices.set(name, await records.choices(viewer, field, MOST_CHOICES, sought));
    const id = Number(form.has(name) ? form.list(name)[0] : plan.texts[name]);
    const offered: readonly HostReference[] = choices.get(name) ?? [];
    if (!Number.isSafeInteger(id) || id <= 0 || offered.some((one) => one.id === id)) continue;
    const known = plan.choices.get(name)?.filter((one) => one.id === id) ?? [];
    const chosen = known.length > 0 ? known : await records.choices(viewer, field, 1, { ids: [id] });
    choices.set(name, [...chosen, ...offered]);
  }
  return { ...plan, choices };
}

/** Says how many choices a search left, with a link to their select. */
export function presentSought(
  plan: FormPlan,
  { name, contains }: SoughtChoice,
  context: PresenterContext,
): MessageView {
  const field = plan.module.fields.get(name);
  const label = field ? context.labels.label(field.module, field.label, context.language) : name;
  // The present choice stays among them also where it does not fit.
  const count = (plan.choices.get(name) ?? []).filter((one) => foldText(one.name).includes(foldText(contains))).length;
  const link = { href: `#${controlId(name)}`, text: context.t('pick:go') };
  return { kind: 'info', text: context.t('pick:found', { count, label }), link };
}
