import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { packagePath } from '../../src/core/paths.js';
import { mailKinds } from '../../src/mail/emails.js';
import { generatedDocs } from '../support/generated-docs.js';
import { mailsDocument } from '../support/mails-doc.js';

describe('generated documents', () => {
  for (const [path, write] of Object.entries(generatedDocs)) {
    it(`should find ${path} as the code has it; else run npm run docs`, () => {
      assert.equal(readFileSync(packagePath(path), 'utf8'), write());
    });
  }
});

describe('docs/mails.md', () => {
  const rowOf = (kind: string): readonly string[] => {
    const row = mailsDocument().match(new RegExp(`^\\| \`${kind}\` \\| (.*) \\|$`, 'm'));
    return row?.[1]?.split(' | ') ?? [];
  };

  it('should have a whole row for every mail', () => {
    for (const kind of mailKinds) {
      assert.equal(rowOf(kind).length, 5, kind);
      for (const cell of rowOf(kind)) assert.ok(cell.length > 1 && !/undefined|\[object|:topics/.test(cell), cell);
    }
  });

  it('should tell essential mails from those one may do without', () => {
    assert.deepEqual(rowOf('password-reset').slice(2, 4), ['no', 'no: essential']);
    assert.deepEqual(rowOf('comment-added').slice(2, 4), ['yes: *Replies and comments*', 'yes']);
    assert.deepEqual(rowOf('staff-ticket').slice(2, 4), ['no', 'no: for CRM users']);
    assert.match(rowOf('quote-accepted')[2] ?? '', /not the CRM user's copy/);
  });

  it('should mark what an administrator’s text may and must hold', () => {
    assert.equal(rowOf('activation')[4], '`tokenId` **`{userName}`** `{days}`');
    assert.equal(rowOf('ticket-news')[4], '`ticketId` `{number}`');
  });
});
