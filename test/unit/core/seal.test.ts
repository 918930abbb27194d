import assert from 'node:assert/strict';
import { seal, unseal } from '../../../src/core/secrets.js';
import { placeOfStamp, stampForm } from '../../../src/web/kept-form.js';

const SECRET = 'a secret of the tests, long enough';

describe('#seal', () => {
  it('should close a text so that only the same secret and purpose open it, and look different each time', () => {
    const sealed = seal(SECRET, 'form', 'Non parte «è» 🔧');
    assert.equal(unseal(SECRET, 'form', sealed), 'Non parte «è» 🔧');
    assert.match(sealed, /^[A-Za-z0-9_-]+$/);
    assert.notEqual(seal(SECRET, 'form', 'x'), seal(SECRET, 'form', 'x'));
    assert.equal(unseal(SECRET, 'other', sealed), undefined);
    assert.equal(unseal(`${SECRET}!`, 'form', sealed), undefined);
  });

  it('should not open what was changed, cut, or is none', () => {
    const sealed = seal(SECRET, 'form', 'text');
    const changed = (sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1);
    for (const text of [changed, sealed.slice(0, -3), sealed.slice(0, 20), '', 'x', 'é'.repeat(100)])
      assert.equal(unseal(SECRET, 'form', text), undefined, text);
  });
});

describe('#stampForm', () => {
  it('should name a form to the contact it was made for, and to nobody else', () => {
    const stamp = stampForm(SECRET, 21, 'HelpDesk/8/comment');
    assert.equal(placeOfStamp(SECRET, 21, stamp), 'HelpDesk/8/comment');
    assert.equal(placeOfStamp(SECRET, 2, stamp), undefined);
    const [, proof = ''] = stamp.split(' ');
    for (const forged of [`HelpDesk/9/comment ${proof}`, 'HelpDesk/8/comment', `${stamp} `, ''])
      assert.equal(placeOfStamp(SECRET, 21, forged), undefined, forged);
  });
});
