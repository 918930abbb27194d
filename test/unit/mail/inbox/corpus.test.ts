import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { packagePath } from '../../../../src/core/paths.js';
import { htmlToLines } from '../../../../src/mail/inbox/html-lines.js';
import { readIncoming } from '../../../../src/mail/inbox/read-incoming.js';
import { newPartOf } from '../../../../src/mail/inbox/reply-text.js';
import { readReplyAddress } from '../../../../src/mail/inbox/reply-token.js';
import { corpusPortal, readCorpus } from '../../../fixtures/mail-corpus.js';

/** How many mails of each kind of program there are at least. */
const REQUIRED: Readonly<Record<string, number>> = {
  gmail: 5,
  'outlook-desktop': 5,
  'outlook-web': 3,
  apple: 3,
  thunderbird: 4,
  phone: 6,
  webmail: 5,
  files: 5,
  keep: 15,
  address: 3,
  away: 5,
  calendar: 2,
  list: 2,
  loop: 2,
  machine: 2,
  receipt: 2,
  'bounce-postfix': 4,
  'bounce-exchange': 4,
  'bounce-exim': 3,
  'bounce-gmail': 3,
  'bounce-other': 2,
};

describe('the corpus of mails', () => {
  const corpus = readCorpus();

  it('should have mails of every program and in every language that counts', () => {
    assert.ok(corpus.length >= 44, `${corpus.length} mails`);
    for (const [group, least] of Object.entries(REQUIRED)) {
      const members = corpus.filter(({ expected }) => expected.group === group);
      assert.ok(members.length >= least, `${group}: ${members.length} of ${least}`);
    }
    const languages = (names: readonly string[]): string[] =>
      [
        ...new Set(
          corpus.filter(({ expected }) => names.includes(expected.group)).map(({ expected }) => expected.language),
        ),
      ].sort();
    for (const group of ['gmail', 'outlook-desktop', 'outlook-web', 'apple', 'thunderbird', 'phone', 'away', 'keep'])
      assert.deepEqual(languages([group]), ['de', 'en', 'it'], group);
  });

  it('should have a result beside every mail, and none without one', () => {
    const files = readdirSync(packagePath('test', 'fixtures', 'mails'));
    assert.equal(files.length, 2 * corpus.length);
  });

  it('should be as it came over the wire', () => {
    for (const { name, raw } of corpus) {
      const text = raw.toString('latin1');
      assert.equal(text.replace(/\r\n/g, '').search(/[\r\n]/), -1, name);
    }
  });

  it('should read the same out of the HTML where a mail has its words twice', async () => {
    let count = 0;
    for (const { name, raw, expected } of corpus) {
      if (expected.kind !== 'reply' || !/multipart\/alternative/.test(raw.toString('latin1'))) continue;
      const { html, subject = '' } = await simpleParser(raw, { skipHtmlToText: true, keepCidLinks: true });
      if (!html) continue;
      const { text } = newPartOf(htmlToLines(html, false), { subject, own: new Set([corpusPortal.base]) });
      assert.equal(text.replace(/\s+/g, ' '), expected.text.join(' ').replace(/\s+/g, ' '), name);
      count += 1;
    }
    assert.ok(count >= 20, `${count} mails`);
  });

  for (const { name, raw, expected } of corpus) {
    it(`should read ${name}${expected.about ? `: ${expected.about}` : ''}`, async () => {
      const mail = await readIncoming(raw, { ownAddresses: [corpusPortal.base] });
      assert.deepEqual(
        {
          kind: mail.kind,
          from: mail.from,
          ticket: readReplyAddress(corpusPortal.base, corpusPortal.secret, mail.recipients) ?? null,
          text: mail.text,
          files: mail.attachments.map((file) => [file.name, file.type, file.bytes.length]),
          reports: mail.reports.map(({ address, isHard, status, originalMessageId = null }) => ({
            address,
            isHard,
            status,
            originalMessageId,
          })),
        },
        {
          kind: expected.kind,
          from: expected.from,
          ticket: expected.ticket,
          text: expected.text.join('\n'),
          files: expected.files,
          reports: expected.reports,
        },
        mail.because,
      );
      assert.equal(mail.because === '', mail.kind === 'reply');
      assert.ok(mail.reports.every(({ reason }) => reason !== '' || name === 'report-of-nobody'));
    });
  }
});
