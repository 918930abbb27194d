import assert from 'node:assert/strict';
import type { Check } from '../../../src/core/check.js';
import { systemClock } from '../../../src/core/clock.js';
import { silentLogger } from '../../../src/core/logger.js';
import { examine } from '../../../src/plugin/doctor/examine.js';
import { SettingStore } from '../../../src/store/setting-store.js';
import { eachPortal } from '../../support/build-portal.js';
import { needDovecot } from '../../support/dovecot.js';
import { until } from '../../support/inbox-site.js';
import { openReplyDesk, REPLY_BASE, type ReplyDesk } from '../../support/reply-desk.js';

const MINUTE_MS = 60_000;

eachPortal('what is told of the mailbox of replies', (buildPortal) => {
  let on: ReplyDesk;
  before(async function () {
    needDovecot(this);
    on = await openReplyDesk(buildPortal);
  });
  after(() => on?.close());

  const look = async (changes: object = {}, ahead = 0): Promise<Check | undefined> => {
    const clock = { now: () => Date.now() + ahead };
    const groups = await examine({ config: { ...on.test.config, ...changes }, log: silentLogger, clock });
    return groups.flatMap(({ checks }) => checks).find(({ key }) => key === 'inbox');
  };

  it('should say that it is read, and by whom it can be reached', async () => {
    await until('it was looked through', async () => (await on.knex('portal_inbox').first('read_at'))?.read_at != null);
    const check = await look();
    assert.equal(check?.outcome, 'reads');
    assert.deepEqual(check?.facts, { server: new URL(on.mailbox.url()).host, address: REPLY_BASE });
  });

  it('should say that there is none', async () => {
    assert.equal((await look({ imapUrl: undefined, replyAddress: undefined }))?.outcome, 'off');
  });

  it('should say why it cannot be read, without its password', async () => {
    const check = await look({ imapUrl: on.mailbox.url({ password: 'a wrong secret' }) });
    assert.equal(check?.outcome, 'fails');
    assert.match(String(check?.facts.reason), /^EAUTH /);
    assert.doesNotMatch(JSON.stringify(check), /wrong(?: |%20)secret/);
    assert.equal((await look({ imapUrl: on.mailbox.url({ folder: 'Nowhere' }) }))?.outcome, 'fails');
  });

  it('should see that nobody has read it for long', async () => {
    const check = await look({}, 17 * MINUTE_MS);
    assert.equal(check?.outcome, 'silent');
    assert.ok(Number(check?.facts.minutes) >= 16);
  });

  it('should say that replies wait while the portal is read-only or shut', async () => {
    await new SettingStore(on.knex, systemClock).write('readOnly', true);
    assert.equal((await look({}, 17 * MINUTE_MS))?.outcome, 'readOnly');
    await on.knex('portal_state').update({ state: 'disabled' });
    assert.equal((await look({}, 17 * MINUTE_MS))?.outcome, 'shut');
  });
});
