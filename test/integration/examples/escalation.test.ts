import assert from 'node:assert/strict';
import { packagePath } from '../../../src/core/paths.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite } from '../../support/extension-site.js';
import type { Visitor } from '../../support/visitor.js';

const NEW = '/HelpDesk/new';

eachPortal('example escalation', (buildPortal) => {
  let site: ExtensionSite;
  let villani: Visitor;
  before(async () => {
    site = await buildExtensionSite(buildPortal, [], { PORTAL_EXTENSIONS_DIR: packagePath('examples') });
    await site.enable('escalation');
    const desk = site.portal.extensions.desk;
    const { mark } = (await desk.find('escalation')) ?? assert.fail('it is there');
    await desk.saveSettings('escalation', new Map([['address', 'duty@example.com']]), mark, {
      kind: 'system',
      name: 'test',
    });
    villani = await site.site.signIn(site.villani);
  });
  after(() => site?.close());

  const open = async (title: string, description: string): Promise<{ id: number; priority: string }> => {
    const answer = await villani.submit(NEW, { ticket_title: title, description }, NEW);
    assert.equal(answer.status, 303);
    const id = Number(/\/HelpDesk\/(\d+)/.exec(answer.location)?.[1]);
    const row = await site.portal.host.knex('vte_troubletickets').where({ ticketid: id }).first('priority');
    return { id, priority: row.priority };
  };
  const mailsTo = (recipient: string) =>
    site.portal.host.knex('portal_mail').where({ to_address: recipient }).select('language');

  it('should give a ticket with an urgent word the highest priority, wherever the word stands', async () => {
    assert.equal((await open('Linea 2 ferma', 'La pressa è FERMO, da stamattina.')).priority, 'Urgent');
    assert.equal((await open('Bloccato!', 'Non parte.')).priority, 'Urgent');
  });

  it('should leave others as they are, also with the word inside another', async () => {
    assert.notEqual((await open('Una domanda', 'Confermo l’ordine.')).priority, 'Urgent');
  });

  it('should write one mail for each urgent ticket to who is on duty, in their language', async () => {
    const before = (await mailsTo('duty@example.com')).length;
    const { priority } = await open('Server down', 'Nessuno lavora.');
    assert.equal(priority, 'Urgent');
    await open('Un’altra domanda', 'Quando arrivate?');
    const mails = await mailsTo('duty@example.com');
    assert.equal(mails.length, before + 1);
    assert.deepEqual(new Set(mails.map(({ language }) => language)), new Set(['it']));
  });
});
