import { InvalidArgumentError } from 'commander';
import { parseId } from '../core/text.js';

/** A number of things, or the number of one, as somebody typed it. */
export function readCount(text: string): number {
  const count = parseId(text);
  if (count === undefined) throw new InvalidArgumentError('must be a positive number');
  return count;
}
