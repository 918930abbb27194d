import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import type { HostAdapter, HostReference, InventoryLine } from '../../host/host-adapter.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { RecordService, ShownRecord } from '../records/record-service.js';
import { presentCards } from './cards-presenter.js';
import { MOST_LINES, presentLines } from './lines-presenter.js';
import { openTotals } from './open-totals.js';
import { TOTAL_FIELDS } from './total-fields.js';

/** Modules whose records have lines of products and services. */
export const INVENTORY_MODULES = ['Quotes', 'SalesOrder', 'Invoice'] as const;

interface CompanionDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly records: RecordService;
}

/** The page of a quote, order or invoice shows its lines and totals. */
export class InventoryCompanion implements RecordCompanion {
  readonly module: string;
  readonly #deps: CompanionDeps;

  constructor(module: (typeof INVENTORY_MODULES)[number], deps: CompanionDeps) {
    this.module = module;
    this.#deps = deps;
  }

  async sections(
    viewer: Viewer,
    shown: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const { host, permissions, records } = this.#deps;
    const details = await host.inventory.details(shown.record.id);
    const openable = await records.openable(viewer, details.lines.slice(0, MOST_LINES).flatMap(itemOf));
    const open = openTotals(permissions, viewer, shown);
    const { cards, covers } = presentCards(shown, context);
    return {
      actions: {},
      cards,
      covers: [...TOTAL_FIELDS, ...covers],
      lines: presentLines({ shown, details, openable, open }, context),
    };
  }
}

function itemOf({ itemId, itemModule, name }: InventoryLine): HostReference[] {
  return itemModule === undefined ? [] : [{ id: itemId, module: itemModule, name }];
}
