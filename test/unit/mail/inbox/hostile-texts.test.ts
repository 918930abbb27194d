import assert from 'node:assert/strict';
import { htmlToLines } from '../../../../src/mail/inbox/html-lines.js';
import { LONGEST_MAIL_TEXT, newPartOf } from '../../../../src/mail/inbox/reply-text.js';
import { countWork } from '../../../support/count-work.js';

const CONTEXT = { subject: 'Re: [TT1234]', own: new Set(['support@acme.example']) };
const newText = (text: string): string => newPartOf(text, CONTEXT).text;
const htmlText = (html: string): string => newText(htmlToLines(html, false));

/** Twice the input may take twice the work, and a little for what comes once. */
function assertLinear(run: (size: number) => void, size: number, name: string): void {
  const once = countWork(() => run(size));
  const twice = countWork(() => run(2 * size));
  assert.ok(once > size / 4, `${name}: ${once} for ${size} counts nothing`);
  assert.ok(twice < 2.5 * once + 10_000, `${name}: ${once} became ${twice}`);
}

describe('texts made to hurt', () => {
  it('should take work in proportion to an HTML mail, whatever it is made of', () => {
    const pieces = {
      links: '<a href="http://a.example">x</a>',
      'links without words': '<a href="http://a.example"></a>',
      quotes: '<blockquote>a<br>',
      'ended quotes': 'a</blockquote>',
      comments: '<!-- -->x',
      'comments without end': 'x<!-- ',
      'styles without end': 'x<style>',
      'objects without end': 'x<object>',
      'tags without end': 'x<a ',
      'attributes without end': '<a b="',
      'single quotes': "<a b='>x",
      'left out': '<div class="gmail_signature">x',
      'closing tags': '</div></p>x',
      entities: '&amp;&x;&#0;',
      'angle brackets': '<<>x',
      preformatted: '<pre>\n',
      pictures: '<img src="cid:a@b">',
      'list items': '<li>',
    };
    for (const [name, piece] of Object.entries(pieces))
      assertLinear((size) => void htmlToLines(piece.repeat(size / piece.length), false), 40_000, name);
  });

  it('should take work in proportion to a text, whatever its lines are', () => {
    const lines = {
      heads: 'Da: x@y.example\n',
      'heads after lines': '__________\nFrom: a\n',
      dashes: '--\n',
      'signature dashes': '-- \nx\n',
      'two dashes and words': '--\nnon va e non va\n',
      attributions: 'Il 25/11/2026 alle 10:12 a@b.example ha scritto:\nx\n',
      'half attributions': 'On 25/11/2026 10:12\n',
      quotes: `${'>'.repeat(70)}\n`,
      'lists with marks': 'così:\n> x\n',
      closings: 'Saluti\n',
      'empty lines': '\n',
      'sent from': 'Inviato da iPhone\n',
      pictures: '[cid:a@b] ',
      brackets: '[image: ',
      'mail links': '<mailto:',
      asterisks: `${'*'.repeat(300)}\n`,
      blanks: `${' '.repeat(300)}\n`,
      dates: '1.1.2026 10:12 wrote ',
    };
    for (const [name, line] of Object.entries(lines))
      assertLinear((size) => void newText(line.repeat(size / line.length)), 12_000, name);
  });

  it('should come to an end with regular expressions that could look back', () => {
    const texts = [
      `On ${'1'.repeat(LONGEST_MAIL_TEXT)} wrote:`,
      `${' wrote '.repeat(28_000)}:`,
      `Da: ${'a@'.repeat(90_000)}`,
      `Saluti\n${'+39 055 '.repeat(20_000)}`,
      `Saluti\n${'tel. 1 '.repeat(22)}\n${'a@b.'.repeat(38)}\n${'http://a.'.repeat(16)}`,
      `Saluti\n${'riservato destinatario '.repeat(8000)}`,
      `Inviato da ${'iPhone '.repeat(50)}\n${'[x](http://y) '.repeat(25)}`,
      `##-${'-##'.repeat(60_000)}`,
      `${'-'.repeat(39)}${' '.repeat(300)}x`,
      '<mailto:'.repeat(25_000),
      `http://${'/unsubscribe/'.repeat(15_000)}`,
    ];
    for (const text of texts) assert.ok(newText(text).length <= LONGEST_MAIL_TEXT);
  });

  it('should keep no more of a text than anybody reads', () => {
    assert.equal(newText('x'.repeat(10_000_000)).length, LONGEST_MAIL_TEXT);
    assert.ok(htmlToLines(`<p>${'parola '.repeat(2_000_000)}`, false).length <= 5_000_000);
    assert.ok(htmlToLines('<p>x</p>'.repeat(600_000), false).length <= 3 * LONGEST_MAIL_TEXT);
  });

  it('should cut quotes however deep they are', () => {
    assert.equal(newText(`Sì.\n${'>'.repeat(10_000)} no\n> no`), 'Sì.');
    const deep = `${'<blockquote>'.repeat(10_000)}no${'</blockquote>'.repeat(10_000)}`;
    assert.equal(htmlText(`<p>Sì.</p>${deep}<p>Ancora.</p>`), 'Sì.\n\nAncora.');
    assert.ok(htmlToLines(deep, false).length < 100);
  });

  it('should show nothing of what a browser would not show', () => {
    assert.equal(
      htmlText(
        '<title>t</title><STYLE>p{}</sTyle ><script>if (a<b) x("</p>")</script\n>Sì<!-- no --><!--><p>ma</p><!---->' +
          '<?xml no?><![CDATA[no]]><svg><text>no</text></svg><select><option>no</select><p title="a>b" x=\'<p>no\'>ancora',
      ),
      'Sì\n\nma\n\nancora',
    );
  });

  it('should make words of what looks like markup, and markup of nothing', () => {
    assert.equal(htmlText('&lt;script&gt;alert(1)&lt;/script&gt;'), '<script>alert(1)</script>');
    assert.equal(htmlText('<scr<script>x</script>ipt>y'), 'xipt>y');
    assert.equal(htmlText('a < b, c <3 e x <= y'), 'a < b, c <3 e x <= y');
  });

  it('should lose no words to what never ends', () => {
    assert.equal(htmlText('<p>Sì <!-- ma ancora'), 'Sì ma ancora');
    assert.equal(htmlText('<style>p{}<p>Sì'), 'p{}\n\nSì');
    assert.equal(htmlText('<object><p>Sì'), 'Sì');
    assert.equal(htmlText('<p>Sì <b'), 'Sì <b');
    assert.equal(htmlText('<a href="x>Sì</a>, ancora'), 'Sì, ancora');
    assert.equal(htmlText('<p class="Signature">Anna<p>Sì'), 'Sì');
    assert.equal(htmlText('<p>Sì<img class="gmail_signature">, ancora'), 'Sì, ancora');
    assert.equal(htmlText('<p>Sì</p><blockquote><p>no</blockquote>ancora'), 'Sì\n\nancora');
  });

  it('should hold no marks that turn the writing around, and nothing nobody can see', () => {
    assert.equal(newText('a\u202eb\u2066c\u200bd\u0000e\u0007f\ufeffg\u00adh\u2028i'), 'abcdefghi');
    assert.equal(newText('a\ud800b'), 'a\ufffdb');
    assert.equal(newText('famiglia 👩‍👩‍👧 e נכון'), 'famiglia 👩‍👩‍👧 e נכון');
  });

  it('should never keep the link that ends the mails of a person', () => {
    const link = 'https://portal.acme.example/unsubscribe/77.comments.0a1b2c3d';
    assert.equal(newText(`Sì\nclick ${link} now`), 'Sì');
    assert.equal(htmlText(`<p>Sì</p><p>No more? <a href="${link}">here</a></p>`), 'Sì');
    assert.equal(newPartOf(`Sì\n${link}\n`, { ...CONTEXT, subject: 'Fwd: x' }).text, 'Sì');
    assert.equal(newText(`Sì\nhttps://safe.example/?url=${encodeURIComponent(encodeURIComponent(link))}&d=1`), 'Sì');
    assert.doesNotMatch(newText(`${'x '.repeat(2000)}${link}`), /0a1b2c3d/);
    assert.equal(newText('https://news.example/unsubscribe/me'), 'https://news.example/unsubscribe/me');
  });
});
