import { NotFoundError } from '../core/errors.js';
import { parseId } from '../core/text.js';

interface WithParams {
  readonly params: Readonly<Record<string, string>>;
}

/** A module's key from the address; NotFoundError unless it could be one. */
export function moduleParam(ctx: WithParams): string {
  const name = ctx.params.module ?? '';
  if (!/^[A-Z][A-Za-z0-9_]{0,24}$/.test(name)) throw new NotFoundError();
  return name;
}

/** A record's id from the address; NotFoundError unless it is a plain positive number. */
export function idParam(ctx: WithParams, name = 'id'): number {
  const id = parseId(ctx.params[name] ?? '');
  if (id === undefined) throw new NotFoundError();
  return id;
}
