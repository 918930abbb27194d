import { formatDate } from '../../core/date-text.js';
import type { BlockView, FieldView, ValueView } from '../../core/view-types.js';
import { presentField } from '../../host/metadata/present-field.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import type { RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import { CALENDAR_MODULE } from './appointment.js';

const WHEN = ['date_start', 'due_date'];
const WHERE = 'location';
const WHO = 'assigned_user_id';

/** An appointment's page begins with when, where and with whom it is, as far as the viewer is shown it. */
export class AppointmentCompanion implements RecordCompanion {
  readonly module = CALENDAR_MODULE;

  sections(
    _viewer: unknown,
    shown: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const summary = presentSummary(shown, context);
    return Promise.resolve({ actions: {}, ...(summary ? { summary, covers: [...WHEN, WHERE, WHO] } : {}) });
  }
}

function presentSummary(shown: ShownRecord, context: PresenterContext): BlockView | undefined {
  const facts = fieldContext(context, shown, shown.record.values);
  const view = (name = ''): ValueView | undefined => {
    const field = shown.fields.find((candidate) => candidate.name === name);
    return field && presentField(field, shown.record.values[name] ?? null, facts);
  };
  const line = (name: string, value: ValueView | undefined): FieldView[] =>
    value ? [{ name, label: context.t(`records:appointment.${name}`), value, isWide: false }] : [];
  const [start, end] = WHEN.map(view);
  // Without a day there is nothing to begin with.
  if (start?.kind !== 'time') return undefined;
  const when = { ...start, text: periodText(start.iso, end?.kind === 'time' ? end.iso : '', context) };
  const fields = [...line('when', when), ...line('where', view(WHERE)), ...line('who', view(WHO))];
  return { title: context.t('records:appointment.title'), fields };
}

/** «lunedì 30-11-2026, 09:00–10:30» of `2026-11-30T09:00` and `2026-11-30T10:30`; an end before its start is none. */
function periodText(start: string, end: string, { language }: PresenterContext): string {
  const [firstDay = '', firstHour] = start.split('T');
  const [lastDay = '', lastHour] = end.split('T');
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const day = (text: string): string => `${weekday.format(new Date(text))} ${formatDate(text)}`;
  const moment = (text: string, hour: string | undefined): string => [day(text), hour].filter(Boolean).join(', ');
  const from = moment(firstDay, firstHour);
  if (lastDay > firstDay) return `${from} – ${moment(lastDay, lastHour)}`;
  const isSpan = lastDay === firstDay && firstHour !== undefined && lastHour !== undefined && lastHour > firstHour;
  return isSpan ? `${from}–${lastHour}` : from;
}
