import assert from 'node:assert/strict';
import { describeBrowser } from '../../../../src/features/account/user-agent.js';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox', 'Linux'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/131.0 Safari/537.36`, 'Chrome', 'Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/131.0 Safari/537.36 Edg/131.0`, 'Edge', 'Windows'],
  [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/130.0 Safari/537.36 OPR/115.0`, 'Opera', 'Windows'],
  [`Mozilla/5.0 (Linux; Android 14) ${WEBKIT} SamsungBrowser/26.0 Chrome/122 Mobile`, 'Samsung Internet', 'Android'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/131.0 Safari/537.36`, 'Chrome', 'ChromeOS'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1', 'Safari', 'iPhone'],
  ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) CriOS/131.0 Mobile Safari/604.1', 'Chrome', 'iPad'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15', 'Safari', 'macOS'],
  ['curl/8.5.0', undefined, undefined],
  ['', undefined, undefined],
  ['<script>alert(1)</script>', undefined, undefined],
];

describe('describeBrowser', () => {
  for (const [userAgent, browser, system] of cases)
    it(`should read ${browser ?? 'nothing'} on ${system ?? 'nothing'} from ${userAgent.slice(0, 60) || 'nothing'}`, () => {
      assert.deepEqual(describeBrowser(userAgent), { browser, system });
    });
});
