import assert from 'node:assert/strict';
import { createPermissions } from '../../../src/access/permissions.js';
import { createQuoteRules, quoteState } from '../../../src/access/quote-states.js';
import type { MetadataSource } from '../../../src/host/host-adapter.js';
import {
  buildField,
  buildMetadataSource,
  buildModule,
  buildProfile,
  buildViewer,
} from '../../support/access-builders.js';

const TODAY = '2026-11-24';

describe('quoteState', () => {
  const stateOf = (stage: string, validUntil: string | null = null) => quoteState({ stage, validUntil }, TODAY);

  it('should be open only where the quote is delivered, up to and including its last day', () => {
    assert.equal(stateOf('Delivered'), 'open');
    assert.equal(stateOf('Delivered', '2026-11-24'), 'open');
    assert.equal(stateOf('Delivered', '2026-11-24 00:00:00'), 'open');
    assert.equal(stateOf('Delivered', '2026-11-23'), 'expired');
  });

  it('should take a zero date, and what is none, for no last day', () => {
    for (const nothing of ['0000-00-00', '', '2026-02-31', 'presto'])
      assert.equal(stateOf('Delivered', nothing), 'open');
  });

  it('should be answered by either answer, also after the last day', () => {
    assert.equal(stateOf('Accepted', '2020-01-01'), 'answered');
    assert.equal(stateOf('Rejected'), 'answered');
  });

  it('should be closed for drafts, replaced versions and unknown stages', () => {
    for (const stage of ['Created', 'Reviewed', 'delivered', '', 'constructor'])
      assert.equal(stateOf(stage), 'closed', stage);
  });
});

describe('QuoteRules', () => {
  const module = buildModule('Quotes', [buildField('quotestage', { module: 'Quotes' })]);
  const profile = (accept: boolean) =>
    buildProfile({ modules: [{ module: 'Quotes', permissions: { view: true, accept } }] });
  const viewer = buildViewer(profile(true));

  function rulesOver(stages: readonly string[], modules = [module]) {
    const { current } = buildMetadataSource(modules);
    const picklist = () => stages.map((value) => ({ value }));
    const source: MetadataSource = { current: { ...current, picklist }, refresh: async () => false };
    return createQuoteRules(createPermissions(source), source);
  }

  describe('#mayAnswer', () => {
    it('should need the permission, and time to write', () => {
      const rules = rulesOver(['Delivered', 'Accepted', 'Rejected']);
      assert.equal(rules.mayAnswer(viewer, 'accept'), true);
      assert.equal(rules.mayAnswer(viewer, 'decline'), true);
      assert.equal(rules.mayAnswer(buildViewer(profile(false)), 'accept'), false);
      assert.equal(rules.mayAnswer({ ...viewer, mayWrite: false }, 'accept'), false, 'in the grace period');
    });

    it('should need the stage among those the CRM’s portal user may set', () => {
      const rules = rulesOver(['Delivered', 'Accepted']);
      assert.equal(rules.mayAnswer(viewer, 'accept'), true);
      assert.equal(rules.mayAnswer(viewer, 'decline'), false);
      const bare = rulesOver(['Accepted'], [buildModule('Quotes', [])]);
      assert.equal(bare.mayAnswer(viewer, 'accept'), false, 'no such field');
    });
  });
});
