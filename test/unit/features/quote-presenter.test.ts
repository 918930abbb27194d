import assert from 'node:assert/strict';
import { QUOTE_ANSWERS, quoteState } from '../../../src/access/quote-states.js';
import { createTranslator } from '../../../src/core/i18n.js';
import { packagePath } from '../../../src/core/paths.js';
import type { PresenterContext } from '../../../src/features/present-context.js';
import { presentQuoteSections } from '../../../src/features/quotes/quote-presenter.js';
import type { StageChange } from '../../../src/host/host-adapter.js';
import { buildMetadataSource, buildProfile, buildViewer } from '../../support/access-builders.js';

const viewer = buildViewer(buildProfile());
const context: PresenterContext = {
  language: 'it',
  t: createTranslator(packagePath('locales')).for('it'),
  labels: buildMetadataSource([]).current.labels,
  zone: 'Europe/Rome',
  path: (path) => `/portal${path}`,
};
const today = '2026-11-24';

function present(stage: string, validUntil: string | null, answered?: StageChange, may = QUOTE_ANSWERS.slice()) {
  const quote = {
    id: 12,
    stage,
    validUntil,
    number: 'PREV12',
    title: 'Ricambi',
    shows: { stage: true, validity: true },
  };
  const state = quoteState(quote, today);
  return presentQuoteSections({ viewer, quote, state, may, answered, today }, context);
}

describe('presentQuoteSections', () => {
  it('should count the days to the last one, and not those to a far one', () => {
    const left = (date: string) => present('Delivered', date).validity?.left;
    assert.equal(left('2026-11-24'), 'ultimo giorno');
    assert.equal(left('2026-11-25'), 'tra 1 giorno');
    assert.equal(left('2027-01-01'), 'tra 38 giorni');
    assert.equal(left('2027-11-24'), undefined);
    assert.deepEqual(present('Delivered', '0000-00-00').validity, undefined);
  });

  it('should offer only what this viewer may answer, and warn of the end only those who could have', () => {
    assert.deepEqual(present('Delivered', null, undefined, ['decline']).actions, {
      decline: { confirmHref: '/portal/Quotes/12/confirm/decline' },
    });
    const over = present('Delivered', '2026-11-23');
    assert.deepEqual([over.actions, over.notice?.kind, over.validity?.label], [{}, 'warn', 'Scaduto il']);
    assert.equal(present('Delivered', '2026-11-23', undefined, []).notice, undefined);
  });

  it('should say when a quote was answered and by which contact, and no name of the staff', () => {
    const at = '2026-11-20 10:40:41';
    const opened = (change: Omit<StageChange, 'at'>) => present('Rejected', '2026-01-01', { at, ...change });
    const me = opened({ authorName: 'Villani Francesco', authorContactId: viewer.contact.id });
    assert.equal(me.opened, `Rifiutato il 20-11-2026 da ${viewer.name}`);
    assert.equal(me.validity, undefined, 'its last day matters no more');
    assert.equal(
      opened({ authorName: 'Neri Anna', authorContactId: 99 }).opened,
      'Rifiutato il 20-11-2026 da Neri Anna',
    );
    assert.equal(opened({ authorName: 'Ferri Giulia', authorContactId: undefined }).opened, 'Rifiutato il 20-11-2026');
    assert.equal(present('Rejected', null, { at: '', authorName: '', authorContactId: undefined }).opened, undefined);
  });
});
