import type { WallClock } from '../../core/clock.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import { CALENDAR_MODULE, readAppointment } from './appointment.js';

/** Offers an appointment's calendar file on its page. */
export class CalendarCompanion implements RecordCompanion {
  readonly module = CALENDAR_MODULE;
  readonly #wallClock: WallClock;

  constructor(wallClock: WallClock) {
    this.#wallClock = wallClock;
  }

  sections(
    _viewer: unknown,
    shown: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const has = readAppointment(shown, context, this.#wallClock) !== undefined;
    const href = context.path(`/${CALENDAR_MODULE}/${shown.record.id}.ics`);
    return Promise.resolve({ actions: has ? { calendar: { href } } : {} });
  }
}
