import type { PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { requireViewer } from '../../web/viewer.js';
import { moduleParam } from '../route-params.js';
import { readNeedle } from './list-request.js';
import { type ReferencePicker, SHOWN_PICKS } from './reference-picker.js';

/** `/pick/…`: what the script of a form's long selects looks up while somebody types. */
export function addPickRoutes(router: PortalRouter, picker: ReferencePicker): void {
  router.get('/pick/:module', async (ctx) => {
    const query = readQuery(ctx, ['q', 'field']);
    const needle = readNeedle(query.get('q'));
    const { items, more } = await picker.pick(requireViewer(ctx), moduleParam(ctx), query.get('field') ?? '', needle);
    const { t } = ctx.state;
    const text = more ? t('pick:more', { most: SHOWN_PICKS }) : t('pick:count', { count: items.length });
    ctx.body = { items, more, text };
  });
}
