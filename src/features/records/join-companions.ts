import type { ListPartsView } from '../../core/list-parts-view-types.js';
import type { RecordCompanion, RecordSections } from './record-companion.js';

/** Companions by module; several of one module act as one: their sections stand side by side, the first that writes writes. */
export function joinCompanions(companions: readonly RecordCompanion[]): ReadonlyMap<string, RecordCompanion> {
  const joined = new Map<string, RecordCompanion>();
  for (const companion of companions) {
    const known = joined.get(companion.module);
    joined.set(companion.module, known ? join(known, companion) : companion);
  }
  return joined;
}

function join(first: RecordCompanion, second: RecordCompanion): RecordCompanion {
  const writer = first.writer ?? second.writer;
  return {
    module: first.module,
    async sections(...page) {
      const [left, right] = await Promise.all([first.sections(...page), second.sections(...page)]);
      return merge(left, right);
    },
    ...(first.list || second.list ? { list: (...page) => joinLists(first, second, page) } : {}),
    ...(writer ? { writer } : {}),
  };
}

async function joinLists(
  first: RecordCompanion,
  second: RecordCompanion,
  page: Parameters<NonNullable<RecordCompanion['list']>>,
): Promise<ListPartsView> {
  const [left, right] = await Promise.all([first.list?.(...page), second.list?.(...page)]);
  return { ...left, ...right };
}

function merge(left: RecordSections, right: RecordSections): RecordSections {
  return {
    ...left,
    ...right,
    actions: { ...left.actions, ...right.actions },
    covers: [...(left.covers ?? []), ...(right.covers ?? [])],
    instead: [...(left.instead ?? []), ...(right.instead ?? [])],
  };
}
