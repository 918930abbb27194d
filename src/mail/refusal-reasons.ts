/** Why a reply by mail could not become a comment, as `mail:reply-refused.reason_<reason>` words it; an unknown one reads as `unavailable`. */
export const refusalReasons = [
  'unknownAddress',
  'notAllowed',
  'closed',
  'empty',
  'tooLarge',
  'fileRefused',
  'unavailable',
  'notSupported',
  'expired',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];
