import assert from 'node:assert/strict';
import { takesPart } from '../../../src/plugin/leaks/leak-owners.js';
import type { LeakData, LeakRecord } from '../../../src/plugin/leaks/leak-records.js';
import { buildModule, buildProfile, buildViewer } from '../../support/access-builders.js';

const contacts = buildModule('Contacts', []);
const tickets = buildModule('HelpDesk', []);
const viewer = buildViewer(buildProfile());
const { id: me, accountId: company = 0 } = viewer.contact;

function recordOf(id: number, module: LeakRecord['module'], references: [string, number][]): LeakRecord {
  return { id, module, isDeleted: false, texts: new Map(), references: new Map(references) };
}

const colleague = recordOf(40, contacts, [['account_id', company]]);
const stranger = recordOf(41, contacts, [['account_id', 8]]);
const ticketOf = (owner: number): LeakRecord => recordOf(90, tickets, [['parent_id', owner]]);

function dataOf(...participants: number[]): LeakData {
  return {
    customers: [],
    records: new Map([colleague, stranger].map((record) => [record.id, record])),
    links: new Map(),
    internal: [],
    participants: new Map([[90, new Set(participants)]]),
  };
}

describe('takesPart', () => {
  it('should tell participants of their own company’s tickets', () => {
    assert.equal(takesPart(viewer, ticketOf(colleague.id), dataOf(me)), true);
    assert.equal(takesPart(viewer, ticketOf(company), dataOf(me)), true);
    assert.equal(takesPart(viewer, ticketOf(colleague.id), dataOf(me + 1)), false);
  });

  it('should not let anybody take part in another company’s ticket', () => {
    assert.equal(takesPart(viewer, ticketOf(stranger.id), dataOf(me)), false);
    const alone = buildViewer(buildProfile(), { accountId: undefined });
    assert.equal(takesPart(alone, ticketOf(colleague.id), dataOf(me)), false);
  });
});
