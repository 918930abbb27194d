import { actionNames, filterNames } from '../hook-names.js';

/** Before the dot: nouns whose hooks are the portal's. */
const nouns = new Set([...filterNames, ...actionNames].map((name) => name.split('.')[0]));

/** Throws unless it is one of the portal's filters, or one that an extension may have made up (`<extension>.before<Verb>`). */
export function demandFilterName(name: string): void {
  if ((filterNames as readonly string[]).includes(name)) return;
  if (!isMadeUp(name, /^before[A-Z]\w*$/)) throw new RangeError(`${name}: is no filter`);
}

/** Throws unless it is one of the portal's actions, or one that an extension may have made up (`<extension>.<pastTense>`). */
export function demandActionName(name: string): void {
  if ((actionNames as readonly string[]).includes(name)) return;
  if (!isMadeUp(name, /^(?!before[A-Z])[a-z]\w*$/)) throw new RangeError(`${name}: is no action`);
}

function isMadeUp(name: string, verb: RegExp): boolean {
  const [noun = '', what = '', ...rest] = name.split('.');
  return /^[a-z][a-z0-9-]{1,29}$/.test(noun) && !nouns.has(noun as never) && verb.test(what) && rest.length === 0;
}
