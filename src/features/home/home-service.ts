import { seekableFields } from '../../access/conditional-rules.js';
import type { Permissions } from '../../access/permissions.js';
import { isOpen, TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { ownRows, scopeFor } from '../../access/visibility.js';
import type { HostAdapter, ListResult, RowScope } from '../../host/host-adapter.js';
import type { FieldSchema, ModuleSchema } from '../../host/metadata/types.js';

/** The CRM's status that means: the customer must answer. */
const WAITS_FOR_CUSTOMER = 'Wait For Response';
const SHOWN_TICKETS = 5;
const SHOWN_FAQS = 3;
const TICKET_FIELDS = ['ticket_no', 'ticket_title', 'ticketstatus', 'createdtime', 'modifiedtime'];

/** What the home page shows of the viewer's records; parts of modules that are off are undefined. */
export interface HomeFacts {
  readonly yourTurn: ListResult | undefined;
  readonly open: ListResult | undefined;
  readonly faqs: ListResult | undefined;
  readonly statusField: FieldSchema | undefined;
}

/** Collects the home page's lists; every one of them is scoped like any other list. */
export class HomeService {
  readonly #host: HostAdapter;
  readonly #permissions: Permissions;

  constructor(deps: { host: HostAdapter; permissions: Permissions }) {
    this.#host = deps.host;
    this.#permissions = deps.permissions;
  }

  async facts(viewer: Viewer): Promise<HomeFacts> {
    const tickets = this.#module(viewer, TICKET_MODULE);
    const status = tickets && this.#status(viewer, tickets);
    const faq = this.#module(viewer, 'Faq');
    const [yourTurn, open, faqs] = await Promise.all([
      tickets && status ? this.#tickets(viewer, tickets, status, [WAITS_FOR_CUSTOMER]) : undefined,
      tickets && status ? this.#tickets(viewer, tickets, status, this.#openValues(status)) : undefined,
      faq ? this.#newest(faq, scopeFor(viewer, 'Faq'), ['question'], SHOWN_FAQS) : undefined,
    ]);
    return { yourTurn, open, faqs, statusField: status };
  }

  #module(viewer: Viewer, name: string): ModuleSchema | undefined {
    return this.#permissions.can(viewer, name, 'view') ? this.#host.metadata.current.module(name) : undefined;
  }

  /** The lists are told apart by the status: they are left out where a profile, or any rule of the CRM, hides it. */
  #status(viewer: Viewer, module: ModuleSchema): FieldSchema | undefined {
    const shown = this.#permissions.shownFields(viewer, module);
    const rules = this.#host.metadata.current.conditionals(module);
    return seekableFields(shown, rules, module).find((field) => field.name === 'ticketstatus');
  }

  #openValues(status: FieldSchema): string[] {
    const values = this.#host.metadata.current.picklist(status).map((entry) => entry.value);
    return values.filter((value) => isOpen(value) && value !== WAITS_FOR_CUSTOMER);
  }

  /** The viewer's own tickets only: what a colleague must answer is not theirs to answer. */
  #tickets(viewer: Viewer, module: ModuleSchema, status: FieldSchema, values: string[]): Promise<ListResult> {
    const own = ownRows(scopeFor(viewer, TICKET_MODULE));
    return this.#newest(module, own, TICKET_FIELDS, SHOWN_TICKETS, { field: status, contains: '', values });
  }

  #newest(
    module: ModuleSchema,
    scope: RowScope,
    names: readonly string[],
    limit: number,
    filter?: { field: FieldSchema; contains: string; values: string[] },
  ): Promise<ListResult> {
    const modified = module.fields.get('modifiedtime');
    return this.#host.records.list({
      module,
      scope,
      fields: names.flatMap((name) => module.fields.get(name) ?? []),
      filters: filter ? [filter] : [],
      anyOf: [],
      sort: modified && { field: modified, isDescending: true },
      limit,
      offset: 0,
    });
  }
}
