import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleMjml } from '../../../src/mail/compile-emails.js';
import { emailSources } from '../../../src/mail/email-folders.js';
import { emailDefinitions, mailKinds } from '../../../src/mail/emails.js';
import { lostPlaceholders, placeholdersOf } from '../../../src/mail/placeholders.js';
import { compiledMails } from '../../support/mails.js';

describe('emails', () => {
  it('should have one folder a kind, and a definition with sample data for every folder', () => {
    const folders = readdirSync(emailSources).filter((name) => !['layouts', 'partials'].includes(name));
    assert.deepEqual(folders.sort(), [...mailKinds].sort());
    for (const [kind, definition] of Object.entries(emailDefinitions)) {
      for (const file of ['body.mjml', 'body.txt']) assert.ok(existsSync(join(emailSources, kind, file)), kind);
      assert.ok(Object.keys(definition.sample).length > 0, `${kind} has no sample data`);
      assert.ok(definition.trigger.length > 0 && definition.recipient.length > 0, kind);
    }
  });

  it('should keep every placeholder when MJML compiles', async () => {
    const folder = await compiledMails();
    for (const kind of mailKinds) {
      const source = assembleMjml(kind);
      assert.deepEqual(lostPlaceholders(source, readFileSync(join(folder, `${kind}.html`), 'utf8')), [], kind);
      assert.ok(placeholdersOf(source).length > 10, kind);
    }
  });

  it('should notice a placeholder that is lost, doubled or new', () => {
    const source = '{{subject}}{{language}}{{#if a}}{{b}}{{/if}}';
    const compiled = (text: string) => `{{subject}}{{subject}}{{language}}{{language}}${text}`;
    assert.deepEqual(lostPlaceholders(source, compiled('{{#if  a }}{{ b }}{{/if}}')), []);
    assert.deepEqual(lostPlaceholders(source, compiled('{{b}}')), ['{{#if a}}', '{{/if}}']);
    assert.deepEqual(lostPlaceholders(source, compiled('{{#if a}}{{b}}{{b}}{{/if}}{{c}}')), ['{{b}}', '{{c}}']);
  });
});
