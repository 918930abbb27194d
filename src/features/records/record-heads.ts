import { contactView } from '../../access/contact-view.js';
import type { Viewer } from '../../access/types.js';
import { scopeFor } from '../../access/visibility.js';
import { NotFoundError } from '../../core/errors.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { RecordHead } from './list-narrowing.js';
import type { RecordService } from './record-service.js';

/** Reads records only so far as to name them. */
export class RecordHeads {
  readonly #host: HostAdapter;
  readonly #hooks: HookBus;
  readonly #records: RecordService;

  constructor(deps: { host: HostAdapter; hooks: HookBus; records: RecordService }) {
    this.#host = deps.host;
    this.#hooks = deps.hooks;
    this.#records = deps.records;
  }

  /** NotFoundError wherever the record's page would say so. One statement. */
  async of(viewer: Viewer, name: string, id: number): Promise<RecordHead> {
    const module = this.#records.module(viewer, name);
    const names = [...module.entityFields, module.numberField ?? ''];
    const fields = names.flatMap((field) => module.fields.get(field) ?? []);
    const found = await this.#host.records.find(module, id, scopeFor(viewer, name), fields);
    const record = found?.records[0];
    if (!record) throw new NotFoundError();
    const { values } = await this.#hooks.applyFilters(
      'record.beforeShow',
      { module: name, id, values: record.values },
      { contact: contactView(viewer.contact) },
    );
    const text = (field: string): string => values[field]?.trim() ?? '';
    return {
      module,
      id,
      number: text(module.numberField ?? ''),
      name: module.entityFields.map(text).filter(Boolean).join(' '),
    };
  }
}
