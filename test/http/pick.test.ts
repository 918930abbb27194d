import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { addProducts, FIRST_PRODUCT, manyNames } from '../support/many-products.js';
import { changeTicketRule, countWritten, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { formOf, textOf } from '../support/visitor.js';

const DIRTY = [`Zeta <b>"grassa" & 'storta'</b>`, 'Zeta 100%_\\', '', '   '];
const FOREIGN = FIRST_PRODUCT + 500;
const DIRT = FIRST_PRODUCT + 600;
const LAST = FIRST_PRODUCT + manyNames.length - 1;
const NEW = '/HelpDesk/new';

interface Picked {
  readonly items: readonly { readonly id: number; readonly name: string }[];
  readonly more: boolean;
}

eachPortal('reference picker', (buildPortal) => {
  let on: TicketSite;
  before(async () => {
    on = await openTicketSite(buildPortal);
    const { knex, test } = on;
    await on.villani.get('/');
    await addProducts(knex, test.villani.contactId, manyNames);
    await addProducts(knex, test.villani.contactId, DIRTY, DIRT);
    await addProducts(knex, test.torri.contactId, ['Rullo 001 di Torri'], FOREIGN);
  });
  after(() => on?.close());

  async function pick(q: string, module = 'HelpDesk', field = 'product_id'): Promise<Picked> {
    const { status, body, headers } = await on.villani.get(`/pick/${module}?field=${field}&q=${encodeURIComponent(q)}`);
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], 'no-store');
    return JSON.parse(body);
  }

  const names = async (q: string): Promise<string[]> => (await pick(q)).items.map(({ name }) => name);

  /** The options of the products' select, and what is chosen. */
  function optionsOf(body: string): { values: string[]; chosen: string[] } {
    const [select = ''] = /<select[^>]*name="product_id"[\s\S]*?<\/select>/.exec(body) ?? [];
    const read = (pattern: RegExp): string[] => [...select.matchAll(pattern)].map(([, value = '']) => value);
    return { values: read(/<option value="(\d+)"/g), chosen: read(/<option value="(\d+)" selected/g) };
  }

  describe('GET /pick/<Module>', () => {
    it('should find the viewer’s records by a part of their name, and say when there are more than 20', async () => {
      assert.deepEqual(await names('ullo 22'), manyNames.slice(219, 229));
      const { items, more } = await pick('RULLO');
      assert.deepEqual([items.length, more], [20, true]);
      assert.equal((await pick('Rullo 230')).more, false);
      assert.deepEqual((await pick('Rullo 230')).items, [{ id: LAST, name: 'Rullo 230' }]);
    });

    it('should never offer another company’s record', async () => {
      assert.deepEqual(await names('Torri'), []);
    });

    it('should take dirty names as they are, and wildcards as letters', async () => {
      assert.deepEqual(await names('grassa'), [DIRTY[0]]);
      assert.deepEqual(await names('100%_\\'), [DIRTY[1]]);
      for (const q of ['_____', '%', "'; drop", '\u{1F355}', '  ']) await pick(q);
      assert.deepEqual(await names('_____'), []);
    });

    it('should answer every field that cannot be set with the same 404', async () => {
      const at = [
        'HelpDesk?field=parent_id',
        'HelpDesk?field=ticket_title',
        'HelpDesk?field=none',
        'HelpDesk',
        'Nope?field=x',
      ];
      const bodies = new Set<string>();
      for (const address of at) {
        const { status, body } = await on.villani.get(`/pick/${address}`);
        assert.equal(status, 404, address);
        bodies.add(textOf(/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '').replace(/[0-9a-f-]{8,}/g, ''));
      }
      assert.equal(bodies.size, 1);
    });

    it('should refuse a wrong query', async () => {
      for (const query of ['field=product_id&q=a&q=b', `field=product_id&q=${'x'.repeat(201)}`, 'field[]=product_id'])
        assert.equal((await on.villani.get(`/pick/HelpDesk?${query}`)).status, 400, query);
    });

    it('should ask who is not signed in to sign in', async () => {
      assert.equal((await on.site.visitor().get('/pick/HelpDesk?field=product_id')).status, 303);
    });

    it('should follow the profile: a hidden or read-only field, and a module nobody writes', async () => {
      const address = '/pick/HelpDesk?field=product_id';
      for (const form of ['hidden', 'readonly'] as const) {
        await changeTicketRule(on.test, ({ fields }) => ({ fields: { ...fields, product_id: { shown: true, form } } }));
        assert.equal((await on.villani.get(address)).status, 404, form);
      }
      await changeTicketRule(on.test, ({ fields }) => ({
        fields: { ...fields, product_id: { shown: true, form: 'writable' } },
      }));
      let before: object = {};
      await changeTicketRule(on.test, ({ permissions }) => {
        before = permissions;
        return { permissions: { ...permissions, create: false, edit: false } };
      });
      assert.equal((await on.villani.get(address)).status, 404);
      await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, ...before } }));
      assert.equal((await on.villani.get(address)).status, 200);
    });
  });

  describe('the form without script', () => {
    const send = (fields: Readonly<Record<string, string>>) => on.villani.submit(NEW, fields, NEW, []);

    it('should say where more is found only beside a select that is too short', async () => {
      const { body } = await on.villani.get(NEW);
      assert.match(body, /data-pick="\/portal\/pick\/HelpDesk\?field(=|&#x3D;)product_id"\s+id="field-product_id"/);
      assert.equal(body.match(/data-pick=/g)?.length, 1);
      assert.equal(optionsOf(body).values.includes(String(LAST)), false);
    });

    it('should narrow the select, keep what was typed and write nothing', async () => {
      const before = await countWritten(on);
      const answer = await send({ ticket_title: 'Manca un rullo', _pick: 'product_id', '_pick.product_id': 'lo 23' });
      assert.equal(answer.status, 200);
      assert.deepEqual(optionsOf(answer.body).values, [String(LAST)]);
      assert.ok(answer.body.includes('value="Manca un rullo"'));
      assert.match(textOf(answer.body), /: 1 risultato/);
      assert.doesNotMatch(answer.body, /aria-invalid/);
      assert.deepEqual(await countWritten(on), before);
    });

    it('should keep the choice beside other matches, and after a refusal', async () => {
      const chosen = { product_id: String(LAST) };
      const narrowed = await send({ ...chosen, _pick: 'product_id', '_pick.product_id': 'Rullo 001' });
      assert.deepEqual(optionsOf(narrowed.body), {
        values: [String(LAST), String(FIRST_PRODUCT)],
        chosen: [String(LAST)],
      });
      const refused = await send({ ...chosen, ticket_title: '' });
      assert.equal(refused.status, 422);
      assert.deepEqual(optionsOf(refused.body).chosen, [String(LAST)]);
      assert.deepEqual(optionsOf((await on.villani.get(NEW)).body).chosen, [String(LAST)], 'found again as a draft');
    });

    it('should search with Enter in the box and send with Enter elsewhere', async () => {
      const entered = { ticket_title: 'Con Invio', _default: '1' };
      assert.equal((await send({ ...entered, '_pick.product_id': 'Rullo 001' })).status, 200);
      assert.equal((await send({ ...entered, '_pick.product_id': ' ' })).status, 303);
    });

    it('should never show nor take another company’s record', async () => {
      const foreign = { product_id: String(FOREIGN) };
      const narrowed = await send({ ...foreign, _pick: 'product_id', '_pick.product_id': 'Torri' });
      assert.deepEqual(optionsOf(narrowed.body).values, []);
      assert.doesNotMatch(narrowed.body, /di Torri/);
      assert.equal((await send({ ...foreign, ticket_title: 'x' })).status, 422);
    });

    it('should write a choice from beyond the select, and let an edit go on from the state it began with', async () => {
      const written = await send({ ticket_title: 'Rullo 230', product_id: String(LAST) });
      assert.equal(written.status, 303);
      const id = Number(written.location.replace('/HelpDesk/', ''));
      assert.equal(Number((await on.knex('vte_troubletickets').where('ticketid', id).first()).product_id), LAST);
      await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, edit: true } }));
      const edit = `/HelpDesk/${id}/edit`;
      assert.deepEqual(optionsOf((await on.villani.get(edit)).body).chosen, [String(LAST)]);
      const again = await on.villani.submit(edit, {
        _modified: '2020-01-01 00:00:00',
        _pick: 'product_id',
        '_pick.product_id': '7',
      });
      assert.equal(again.status, 200);
      assert.equal(formOf(again.body, `/portal${edit}`)?._modified, '2020-01-01 00:00:00');
    });

    it('should preselect the record an address names beyond the select', async () => {
      assert.deepEqual(optionsOf((await on.villani.get(`${NEW}?in.product_id=${LAST}`)).body).chosen, [String(LAST)]);
      assert.deepEqual(optionsOf((await on.villani.get(`${NEW}?in.product_id=${FOREIGN}`)).body).chosen, []);
    });
  });
});
