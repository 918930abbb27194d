import assert from 'node:assert/strict';
import { packagePath } from '../../../src/core/paths.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite } from '../../support/extension-site.js';
import { textOf, type Visitor } from '../../support/visitor.js';

const PAGE = '/x/appointments/';
const NOW = Date.parse('2026-11-25T09:00:00Z');
const asked = { day: '2026-12-03', hour: '10:00', topic: 'Collaudo <b>pressa</b>' };

eachPortal('example appointments', (buildPortal) => {
  let site: ExtensionSite;
  let villani: Visitor;
  let torri: Visitor;
  before(async () => {
    const atNine: typeof buildPortal = (options) => buildPortal({ ...options, clock: { now: () => NOW } });
    site = await buildExtensionSite(atNine, [], { PORTAL_EXTENSIONS_DIR: packagePath('examples') });
    await site.enable('appointments');
    villani = await site.site.signIn(site.villani);
    torri = await site.site.signIn(site.torri);
  });
  after(() => site?.close());

  const rows = () => site.portal.host.knex('portal_x_appointments__appointment').select();
  const refusals = async (fields: object): Promise<string> => {
    const answer = await villani.submit(PAGE, { ...asked, ...fields });
    assert.equal(answer.status, 422);
    return textOf(answer.body);
  };

  it('should stand in the menu and say that there are none', async () => {
    assert.match((await villani.get('/')).body, /href="\/portal\/x\/appointments\/"/);
    assert.match(textOf((await villani.get(PAGE)).body), /Non hai appuntamenti\./);
  });

  it('should refuse what is wrong, next to its field, and keep what was typed', async () => {
    assert.match(await refusals({ day: '' }), /Scegli un giorno\./);
    assert.match(await refusals({ day: '2026-02-30' }), /Scegli un giorno\./);
    assert.match(await refusals({ day: '2026-11-25' }), /da domani in poi/);
    assert.match(await refusals({ day: '2028-01-01' }), /da domani in poi/);
    assert.match(await refusals({ hour: '03:00' }), /Scegli una delle ore\./);
    assert.match(await refusals({ topic: '  ' }), /Scrivi di cosa si tratta\./);
    assert.match(await refusals({ topic: 'x'.repeat(201) }), /al massimo 200 caratteri/);
    const { body } = await villani.submit(PAGE, { ...asked, hour: '' });
    assert.match(body, /value="Collaudo &lt;b&gt;pressa&lt;\/b&gt;"/);
    assert.deepEqual(await rows(), []);
  });

  it('should note one once, however often its form is sent, and show it to nobody else', async () => {
    const { hidden } = await villani.form(PAGE);
    for (const _again of [1, 2]) {
      const answer = await villani.post(PAGE, { ...hidden, ...asked });
      assert.equal(answer.status, 303);
      assert.equal(answer.location, PAGE);
    }
    assert.equal((await rows()).length, 1);
    const { body } = await villani.get(PAGE);
    assert.match(body, /03-12-2026 10:00<\/time><span class="p-long-word">Collaudo &lt;b&gt;/);
    assert.doesNotMatch((await torri.get(PAGE)).body, /Collaudo/);
  });

  it('should refuse a form without the portal’s token', async () => {
    const { hidden } = await villani.form(PAGE);
    const { _csrf: _, ...untrusted } = hidden;
    assert.equal((await villani.post(PAGE, { ...untrusted, ...asked })).status, 403);
    assert.equal((await rows()).length, 1);
  });

  it('should cancel one’s own only', async () => {
    const [{ id }] = await rows();
    const { hidden } = await torri.form(PAGE);
    const foreign = await torri.post(`${PAGE}${id}/cancel`, { _csrf: hidden._csrf ?? '' });
    assert.equal(foreign.status, 404);
    assert.equal((await rows()).length, 1);
    const answer = await villani.submit(PAGE, {}, `${PAGE}${id}/cancel`);
    assert.equal(answer.location, PAGE);
    assert.match(textOf((await villani.get(PAGE)).body), /L’appuntamento è annullato\..*Non hai appuntamenti\./);
  });

  it('should take no more than are possible', async () => {
    for (const hour of ['09:00', '10:00', '11:00', '12:00', '13:00'])
      assert.equal((await villani.submit(PAGE, { ...asked, hour })).status, 303);
    const answer = await villani.submit(PAGE, { ...asked, hour: '14:00' });
    assert.ok(answer.status >= 400);
    assert.equal((await rows()).length, 5);
  });

  it('should be exported and erased with the contact, and nobody else’s', async () => {
    assert.equal((await torri.submit(PAGE, asked)).status, 303);
    const { data } = site.portal.extensions;
    const { contactId } = site.villani;
    const kept = JSON.parse((await data.collect(contactId)).texts.get('appointments') ?? '') as object[];
    assert.equal(kept.length, 5);
    assert.deepEqual(Object.keys(kept[0] ?? {}), ['day', 'hour', 'topic', 'asked_at']);
    await site.portal.host.transaction((trx) => data.note(trx, [contactId]));
    assert.equal(await data.look(), 1);
    assert.deepEqual(
      (await rows()).map((row: { contact_id: number }) => row.contact_id),
      [site.torri.contactId],
    );
    assert.deepEqual([...(await data.collect(contactId)).texts.keys()], []);
  });

  it('should go with its page and keep its table when it is disabled', async () => {
    await site.disable('appointments');
    assert.equal((await villani.get(PAGE)).status, 404);
    assert.equal((await rows()).length, 1);
  });
});
