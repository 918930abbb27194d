import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The header `X-Portal-Signature`: `t=<seconds>,v1=<hex>`, an HMAC-SHA256 of `<seconds>.<body>`, so that an old message cannot be sent again as new.
 * @param {string} secret
 * @param {string} body as it is sent
 * @param {number} seconds since 1970
 */
export function sign(secret, body, seconds) {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/**
 * For receivers: says whether a message is the portal's and not older than five minutes.
 * @param {string} secret
 * @param {string} body as it came, before it is parsed
 * @param {string} header
 * @param {number} seconds since 1970, now
 */
export function isSigned(secret, body, header, seconds) {
  const [, sent = ''] = /^t=(\d{1,12}),v1=[0-9a-f]{64}$/.exec(header) ?? [];
  if (sent === '' || Math.abs(seconds - Number(sent)) > 300) return false;
  return timingSafeEqual(Buffer.from(sign(secret, body, Number(sent))), Buffer.from(header));
}
