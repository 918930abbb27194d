import { NotFoundError, RefusedError } from 'vtenext-customer-portal';
import { hoursOf, judgeRequest, LONGEST_TOPIC } from './judge-request.js';

/**
 * @typedef {import('vtenext-customer-portal').ExtensionContext<import('./judge-request.js').Settings>} Portal
 * @typedef {import('vtenext-customer-portal').ExtensionRequest} Request
 * @typedef {{ typed: import('./judge-request.js').Typed, faults: Partial<Record<string, string>>, key: string }} Refilled
 */

const FIELDS = ['day', 'hour', 'topic'];

/**
 * The page, its form and the button that cancels. Every row is asked for by its owner: nobody sees or cancels another's.
 * @param {import('vtenext-customer-portal').ExtensionRouter} router
 * @param {Portal} portal
 */
export function addRoutes(router, portal) {
  const { services, settings } = portal;

  /** @param {Request} ctx @param {Refilled} [refilled] */
  const show = async (ctx, refilled) => {
    const { t } = ctx.state;
    /** @type {readonly { id: number, day: string, hour: string, topic: string }[]} */
    const rows = await services
      .table('appointment')
      .where({ contact_id: contactOf(ctx).id })
      .orderBy(['day', 'hour', 'id'])
      .select('id', 'day', 'hour', 'topic');
    const typed = refilled?.typed ?? { day: '', hour: '', topic: '' };
    const faultOf = /** @param {string} name */ (name) =>
      refilled?.faults[name] && t(`appointments:fault.${refilled.faults[name]}`, { most: LONGEST_TOPIC });
    const data = {
      appointments: rows.map(({ id, day, hour, topic }) => ({
        day,
        shownDay: day.split('-').reverse().join('-'),
        hour,
        topic,
        cancel: day > services.now().slice(0, 10) ? portal.path(`/${id}/cancel`) : undefined,
      })),
      action: portal.path('/'),
      // A refused form keeps its key: it has done nothing yet.
      key: refilled?.key ?? services.newKey(),
      typed,
      faults: { day: faultOf('day'), hour: faultOf('hour'), topic: faultOf('topic') },
      hours: hoursOf(settings).map((hour) => ({ hour, isSelected: hour === typed.hour })),
      longest: LONGEST_TOPIC,
    };
    await portal.render(ctx, 'list', data, { title: t('appointments:title'), status: refilled ? 422 : 200 });
  };

  router.get('/', (ctx) => show(ctx));

  router.post('/', async (ctx) => {
    const form = await portal.form(ctx);
    const typed = { day: form.text('day'), hour: form.text('hour'), topic: form.text('topic').trim() };
    const faults = judgeRequest(typed, settings, services.now());
    if (Object.keys(faults).length > 0) return show(ctx, { typed, faults, key: form.text('_key') });
    const { id } = contactOf(ctx);
    const path = await services.once(id, form, FIELDS, async (trx) => {
      const open = await services
        .table('appointment', trx)
        .where({ contact_id: id })
        .where('day', '>', services.now().slice(0, 10))
        .count({ count: '*' })
        .first();
      if (Number(open.count) >= settings.mostOpen) throw new RefusedError('appointments:fault.tooMany');
      await services.table('appointment', trx).insert({ contact_id: id, ...typed, asked_at: services.now() });
      return portal.path('/');
    });
    return portal.redirect(ctx, path, { kind: 'ok', text: ctx.state.t('appointments:asked') });
  });

  router.post('/:id/cancel', async (ctx) => {
    await portal.form(ctx);
    const id = Number(ctx.params.id);
    if (!Number.isSafeInteger(id)) throw new NotFoundError();
    const cancelled = await services
      .table('appointment')
      .where({ id, contact_id: contactOf(ctx).id })
      .where('day', '>', services.now().slice(0, 10))
      .delete();
    if (cancelled === 0) throw new NotFoundError();
    await portal.redirect(ctx, portal.path('/'), { kind: 'ok', text: ctx.state.t('appointments:cancelled') });
  });
}

/** @param {Request} ctx whose route is not public, so that somebody is signed in */
function contactOf(ctx) {
  const { contact } = ctx.state;
  if (!contact) throw new NotFoundError();
  return contact;
}
