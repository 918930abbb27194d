import type { Translate } from '../core/i18n.js';
import type { HostReference } from '../host/host-adapter.js';
import type { PresentContext, StoredValue } from '../host/metadata/field-kind.js';
import type { Labels } from '../host/metadata/types.js';

/** What presenters need of a request: its language, its texts, and how a path below the mount becomes an address. */
export interface PresenterContext {
  readonly language: string;
  readonly t: Translate;
  readonly labels: Labels;
  readonly zone: string;
  readonly path: (path: string) => string;
}

interface PageFacts {
  readonly references: ReadonlyMap<number, HostReference>;
  readonly owners: ReadonlyMap<number, string>;
  /** Ids whose record the viewer may open; the others show their name only. */
  readonly openable?: ReadonlySet<number>;
}

/** The context in which field kinds present one record's values. */
export function fieldContext(
  context: PresenterContext,
  facts: PageFacts,
  values: Readonly<Record<string, StoredValue>>,
): PresentContext {
  return {
    language: context.language,
    t: context.t,
    labels: context.labels,
    zone: context.zone,
    owners: facts.owners,
    references: linkReferences(context, facts),
    values,
  };
}

function linkReferences(context: PresenterContext, facts: PageFacts): PresentContext['references'] {
  const linked = new Map<number, { name: string; href?: string }>();
  for (const [id, reference] of facts.references) {
    const href = facts.openable?.has(id) ? context.path(`/${reference.module}/${id}`) : undefined;
    linked.set(id, href === undefined ? { name: reference.name } : { name: reference.name, href });
  }
  return linked;
}
