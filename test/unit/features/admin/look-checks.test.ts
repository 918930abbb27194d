import assert from 'node:assert/strict';
import { darkTones, isUsableAccent, lightTones, nearestAccent } from '../../../../src/core/accent.js';
import { type Colour, contrastOf, parseColour } from '../../../../src/core/colour.js';
import { readLook, shippedLook } from '../../../../src/core/look.js';
import { checkCss, HEAVIEST_CSS } from '../../../../src/features/admin/look/check-css.js';
import { checkPicture } from '../../../../src/features/admin/look/check-picture.js';
import { buildPng } from '../../../support/pictures.js';

const css = (text: string): string | undefined => checkCss(Buffer.from(text))?.code;

describe('checkCss', () => {
  it('should let plain rules and pictures inside the sheet pass', () => {
    for (const text of [
      '',
      '.p-brand { color: #123456; } @media (width > 30rem) { .card { padding: 1rem } }',
      '.card::before { content: "}{"; }',
      '.a { background: url("data:image/png;base64,iVBORw0KGgo=") }',
      ".b { background: url( 'data:image/svg+xml;utf8,<svg/>' ) }",
      '/* @import url(http://evil.example) */ .c { color: red }',
      'html { scroll-behavior: smooth; overscroll-behavior: contain }',
    ])
      assert.equal(css(text), undefined, text);
  });

  it('should refuse whatever could fetch something, also in disguise', () => {
    for (const text of [
      '.a { background: url(http://evil.example/x.png) }',
      '.a { background: url(//evil.example/x.png) }',
      '.a { background: url("/portal/HelpDesk") }',
      '.a { background: URL(  "https://evil.example") }',
      '.a { background: u\\72l(http://evil.example) }',
      '.a { background: \\75\\72\\6c(http://evil.example) }',
      '.a { background: u/**/rl(x); background: url(/**/http://evil.example) }',
      '.a { background: image-set("http://evil.example/x.png" 1x) }',
      '.a { background: -webkit-image-set("http://evil.example/x.png" 1x) }',
      '@font-face { font-family: x; src: url(data:font/woff2;base64,AAAA) }',
      'input[value^="a"] { background: url(http://evil.example/a) }',
      '.a { background: url(data:text/html,<p>) }',
    ])
      assert.equal(css(text), 'address', text);
    for (const text of ['@import "x.css";', '@IMPORT url(x)', '@\\69mport "x";', '@im/**/port; @import "y"'])
      assert.equal(css(text), 'import', text);
  });

  it('should not take for a comment what a browser takes for a part of a string, an address or a word', () => {
    for (const text of [
      '.a::before { content: "/*" } .b { background: url(//evil.example/x) } .c::before { content: "*/" }',
      ".a::before { content: '\\'/*' } .b { background: url(//evil.example/x) } .c::before { content: '*/' }",
      '.a { background: url(data:image/png,/*) } .b { background: url(//evil.example/x) } .c { --x: */ }',
      '.a { background: \\75rl(data:image/png,/*) } .b { background: url(//evil.example/x) } .c { --x: */ }',
      '.a { --x: \\/*; } .b { background: url(//evil.example/x) } .c { --x: */ }',
      '.a { --x: xurl(/*)"*/ "/*" } .b { background: url(//evil.example/x) } .c { --y: "*/" }',
      '.a { --x: \\78 url(/*)"*/ "/*" } .b { background: url(//evil.example/x) } .c { --y: "*/" }',
      '.a { --x: #url(/*)"*/ "/*" } .b { background: url(//evil.example/x) } .c { --y: "*/" }',
      '.a { background: \\75\r\nrl(//evil.example/x) }',
    ])
      assert.equal(css(text), 'address', text);
  });

  it('should refuse what old browsers run, HTML, unclosed braces, what is no text and what is too heavy', () => {
    assert.equal(css('.a { width: expression(alert(1)) }'), 'script');
    assert.equal(css('.a { width: exp\\72 ession(alert(1)) }'), 'script');
    assert.equal(css('.a { behavior: none }'), 'script');
    assert.equal(css('.a { -moz-binding: none }'), 'script');
    assert.equal(css('</style><script>alert(1)</script>'), 'markup');
    assert.equal(css('.a { color: red } }'), 'braces');
    assert.equal(css('.a { color: red'), 'braces');
    assert.equal(css('.a\u0000 {}'), 'noText');
    assert.equal(checkCss(Buffer.from([0xff, 0xfe, 0x41]))?.code, 'noText');
    assert.equal(checkCss(Buffer.alloc(HEAVIEST_CSS + 1, 0x20))?.code, 'heavy');
  });
});

describe('checkPicture', () => {
  const rules = { maxBytes: 50_000, minSide: 16, maxSide: 400 };

  it('should know a picture by its bytes', async () => {
    assert.deepEqual(await checkPicture(buildPng(120, 40), rules), { type: 'image/png', width: 120, height: 40 });
  });

  it('should refuse SVG and HTML under any name, and what only begins like a picture', async () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', '<html>', '', 'GIF89a'])
      assert.equal(typeof (await checkPicture(Buffer.from(text), rules)), 'string', text);
    assert.equal(await checkPicture(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), rules), 'type');
    assert.equal(await checkPicture(Buffer.from(buildPng(120, 40).subarray(0, 8)), rules), 'type');
  });

  it('should refuse a picture of too many pixels without decoding it', async () => {
    const bomb = buildPng(64, 64);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    assert.equal(await checkPicture(bomb, rules), 'size');
    assert.equal(await checkPicture(buildPng(8, 8), rules), 'size');
    assert.equal(await checkPicture(buildPng(64, 64, 60_000), rules), 'heavy');
  });
});

describe('accent', () => {
  it('should take a colour white words can be read on, and name the nearest to another', () => {
    assert.ok(isUsableAccent('#0b5c88') && isUsableAccent('#000000') && isUsableAccent('#c00000'));
    for (const colour of ['#ffcc00', '#ffffff', '#00aa55', '#ff0000', '#777777'] satisfies Colour[]) {
      assert.ok(!isUsableAccent(colour), colour);
      const nearest = nearestAccent(colour);
      assert.ok(isUsableAccent(nearest), nearest);
      assert.ok(contrastOf(nearest, '#ffffff') < 4.75, `${nearest} is darker than it needs to be`);
    }
  });

  it('should make tones that can be read in both themes, from any usable colour', () => {
    for (const colour of ['#0b5c88', '#000000', '#7b1fa2', '#767676', '#8f7200', '#c00000'] satisfies Colour[]) {
      const [light, dark] = [lightTones(colour), darkTones(colour)];
      for (const { fill, fillHover } of [light, dark]) {
        assert.ok(contrastOf('#ffffff', fill) >= 4.5, `${colour}: ${fill}`);
        assert.ok(contrastOf('#ffffff', fillHover) >= 4.5, `${colour}: ${fillHover}`);
      }
      for (const ground of ['#ffffff', '#f5f6f8', '#eef1f4', light.soft] satisfies Colour[])
        assert.ok(contrastOf(light.accent, ground) >= 4.5, `${colour} on ${ground}`);
      for (const ground of ['#161b22', '#0e1217', '#1d242d', dark.soft] satisfies Colour[])
        assert.ok(contrastOf(dark.accent, ground) >= 4.5, `${colour} on ${ground}`);
      assert.ok(contrastOf(dark.fill, '#161b22') >= 3 && contrastOf(light.fill, '#ffffff') >= 3, colour);
    }
  });

  it('should read colours as people write them, and nothing else', () => {
    assert.equal(parseColour(' 0B5C88 '), '#0b5c88');
    assert.equal(parseColour('#abc'), '#aabbcc');
    for (const text of ['', 'red', '#12345', '#1234567', 'url(x)', '#12345g', '#fff;}'])
      assert.equal(parseColour(text), undefined, text);
  });
});

describe('readLook', () => {
  it('should take what fits of a stored look and leave out the rest', () => {
    assert.deepEqual(readLook('no JSON'), shippedLook);
    assert.deepEqual(readLook('[1]'), shippedLook);
    const look = readLook('{"name":"Acme","accent":"url(x)","theme":"pink","footer":["a",2,"b"],"phone":5}');
    assert.deepEqual(look, { ...shippedLook, name: 'Acme', footer: ['a', 'b'] });
  });
});
