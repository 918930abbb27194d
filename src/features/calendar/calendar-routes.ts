import { Readable } from 'node:stream';
import { NotFoundError } from '../../core/errors.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PortalRouter } from '../../web/portal-context.js';
import { streamFile } from '../../web/stream-file.js';
import { requireViewer } from '../../web/viewer.js';
import type { RecordService } from '../records/record-service.js';
import { presenterContext } from '../request-context.js';
import { idParam } from '../route-params.js';
import { CALENDAR_MODULE, readAppointment } from './appointment.js';
import { writeIcs } from './ics-text.js';

interface CalendarRouteDeps {
  readonly host: HostAdapter;
  readonly records: RecordService;
}

/** Appointments as calendar files. */
export function addCalendarRoutes(router: PortalRouter, { host, records }: CalendarRouteDeps): void {
  const { wallClock } = host;
  router.get(`/${CALENDAR_MODULE}/:id.ics`, async (ctx) => {
    const shown = await records.show(requireViewer(ctx), CALENDAR_MODULE, idParam(ctx));
    const context = presenterContext(ctx, host);
    const appointment = readAppointment(shown, context, wallClock);
    if (!appointment) throw new NotFoundError();
    const page = new URL(context.path(`/${CALENDAR_MODULE}/${appointment.id}`), ctx.state.kit.site.origin);
    const facts = { domain: page.hostname, url: page.href, now: new Date(wallClock.clock.now()) };
    await streamFile(ctx, {
      stream: Readable.from([writeIcs(appointment, facts)], { objectMode: false }),
      name: `${appointment.title}.ics`,
    });
  });
}
