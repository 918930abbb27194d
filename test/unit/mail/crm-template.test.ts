import assert from 'node:assert/strict';
import { createTranslator } from '../../../src/core/i18n.js';
import { packagePath } from '../../../src/core/paths.js';
import { renderCrmTemplate } from '../../../src/mail/crm-template.js';
import { MailRenderer } from '../../../src/mail/mail-renderer.js';
import { previewMail } from '../../../src/mail/preview.js';
import { buildRenderer, mailAddress } from '../../support/mails.js';

const t = createTranslator(packagePath('locales')).for('it');
const link = 'https://portale.acme.example/portal/activate/secret';
const facts = {
  language: 'it',
  recipient: 'Anna <b>"x"</b> $password$',
  userName: 'anna@example.com',
  siteName: 'Acme',
  link,
  home: 'https://portale.acme.example/portal/',
};
const logo = {
  cid: 'logo@portal',
  type: 'image/png',
  fileName: 'logo.png',
  bytes: Buffer.from('x'),
  width: 80,
  height: 20,
};
const render = (body: string, subject = 'Accesso', picture?: typeof logo) =>
  renderCrmTemplate({ subject, body }, facts, t, picture);

describe('renderCrmTemplate', () => {
  it('should fill the CRM’s variables, with a link where its password stood', () => {
    const body = '<p>Gentile $contact_name$, <b>$login_name$</b> $password$ $URL$ $support_team$ $logo$</p>';
    const { subject, html, text, pictures } = render(body, 'Per $contact_name$ $password$', logo);
    assert.ok(html.includes('Anna &#60;b&#62;&#34;x&#34;&#60;/b&#62; $password$, <b>anna@example.com</b>'), html);
    assert.ok(html.includes(`<a href="${link}" rel="noopener noreferrer">CLICCA PER SCEGLIERE LA PASSWORD</a>`));
    assert.ok(html.includes(`<a href="${facts.home}"`) && html.includes('cid:logo@portal'));
    assert.ok(text.includes(link));
    assert.equal(subject, 'Per Anna <b>"x"</b> $password$', 'a value is no template');
    assert.deepEqual(pictures, [logo]);
  });

  it('should never leave the link out, and let unknown variables vanish', () => {
    const { html, text } = render('<p>Ciao $contacts-lastname$ $custom_1$, 5$ e 6$</p>');
    assert.ok(html.includes('Ciao  , 5$ e 6$'), html);
    assert.ok(html.includes(`href="${link}"`) && text.includes(link));
  });

  it('should make the template’s HTML harmless, variables in attributes too', () => {
    const body = `<script>alert(1)</script><img src="http://evil.example/p.gif"><a href="$password$" onclick="x()">qui</a>
      <a href="javascript:alert(1)">j</a><div style="background:url(http://evil.example);color:#fff;position:fixed" id="$URL$">d</div>
      <iframe src="x"></iframe><style>p{}</style><form action="http://evil.example"><input name="p"></form><td width="$password$">`;
    const { html } = render(body);
    assert.doesNotMatch(
      html,
      /<script|<img|onclick|javascript:|evil\.example|<iframe|<style|<form|<input|position|id=/,
    );
    assert.ok(html.includes(`<a href="${link}" rel="noopener noreferrer">qui</a>`));
    assert.ok(html.includes('style="color:#fff"'));
  });

  it('should carry the access data in place of the portal’s own mail, and nothing else', async () => {
    const template = { subject: 'Dal CRM', body: '<p>Ecco: $login_name$ $password$</p>' };
    const renderer = (await buildRenderer()).using({ accessTemplate: () => template });
    assert.ok(renderer instanceof MailRenderer);
    const activation = previewMail(renderer, 'activation', 'it');
    assert.equal(activation.subject, 'Dal CRM');
    assert.ok(activation.html.includes(`${mailAddress}/activate/secret-of-sample`));
    assert.notEqual(previewMail(renderer, 'password-reset', 'it').subject, 'Dal CRM');
  });
});
