import assert from 'node:assert/strict';
import { encryptConfidential } from '../../../src/host/vtenext/confidential-data.js';
import { openConfidential } from '../../support/confidential.js';

const password = 'Parola-Riservata-1';
/** What the CRM stored (`host/writes/NOTES.md`). */
const recorded = 'F/pYARKl6vcBwrGpsNnBFBjX9gpx6Hd8tMb4jQax4uTBJCNwjhkzEa+U11T7K20h';
const data = 'La password è: Pannello-42 €';

describe('Confidential data', () => {
  it('should be what the CRM itself stores, to the last bit', () => {
    assert.equal(openConfidential(password, recorded), data);
    assert.equal(encryptConfidential(password, data, '44e4dd4a'), recorded);
  });

  it('should look different each time and open with its password only', () => {
    const [first = '', second = ''] = [1, 2].map(() => encryptConfidential(password, data));
    assert.notEqual(first, second);
    assert.equal(openConfidential(password, first), data);
    assert.throws(() => openConfidential('Parola-Riservata-2', first));
  });
});
