import type { Permissions } from '../../../access/permissions.js';
import { TICKET_MODULE } from '../../../access/ticket-states.js';
import type { Viewer } from '../../../access/types.js';
import type { AccessJudgement, ViewerLoader } from '../../../access/viewer-loader.js';
import { includesCompany, scopeFor } from '../../../access/visibility.js';
import { isPortalError, NotFoundError } from '../../../core/errors.js';
import { parseId } from '../../../core/text.js';
import type { HostAdapter, RecordTrace } from '../../../host/host-adapter.js';
import type { ModuleSchema } from '../../../host/metadata/types.js';
import type { RecordService, ShownRecord } from '../../records/record-service.js';
import type { ActionReasons } from './action-reasons.js';
import { explainFields } from './explain-fields.js';
import type { ExplainedRule, Explanation } from './explanation.js';
import { relationRules } from './relation-rules.js';

interface ExplainDeps {
  readonly host: HostAdapter;
  readonly viewers: Pick<ViewerLoader, 'judge' | 'loadWith'>;
  readonly permissions: Permissions;
  readonly records: Pick<RecordService, 'show'>;
  readonly actions: ActionReasons;
}

/** What an administrator asks: may this contact see this record, and why (not)? */
export interface ExplainRequest {
  readonly contactId: number;
  readonly module: string;
  /** An id, or the record's number in the CRM (TT9). */
  readonly record: string;
  readonly withFields?: boolean;
}

/** What a form or a link asks; the contact by id, where the page is theirs, or as typed. */
export interface AskedFor {
  readonly contactId: number | undefined;
  readonly contact: string;
  readonly module: string;
  readonly record: string;
  readonly withFields: boolean;
}

/** `isUnknown`: no contact goes by what was typed. Neither: nothing was asked yet. */
export interface ExplainAnswer {
  readonly explanation?: Explanation;
  readonly isUnknown?: boolean;
}

/** Answers with the very objects that decide for the contact's own pages: nothing is judged a second time. */
export class ExplainService {
  readonly #deps: ExplainDeps;

  constructor(deps: ExplainDeps) {
    this.#deps = deps;
  }

  /** Answers a form, as far as it is filled in. */
  async ask({ contactId, contact, module, record, withFields }: AskedFor): Promise<ExplainAnswer> {
    if (record.trim() === '' || (contactId === undefined && contact.trim() === '')) return {};
    const id = contactId ?? (await this.contactId(contact.trim()));
    if (id === undefined) return { isUnknown: true };
    return { explanation: await this.explain({ contactId: id, module: module || TICKET_MODULE, record, withFields }) };
  }

  /** A contact by id, by the address or name they sign in with, or by number in the CRM; of several the one with access. */
  async contactId(typed: string): Promise<number | undefined> {
    const { host } = this.#deps;
    const id = parseId(typed);
    if (id !== undefined) return (await host.contacts.byId(id))?.id;
    const candidates = await host.contacts.candidates(typed);
    const best = candidates.find(({ isDeleted, hasPortal }) => !isDeleted && hasPortal) ?? candidates[0];
    if (best) return best.id;
    const contacts = host.metadata.current.module('Contacts');
    const [numbered] = contacts ? await host.traces.byNumber(contacts, typed.slice(0, 100)) : [];
    return numbered;
  }

  /** NotFoundError: there is no such contact. Changes nothing. */
  async explain(request: ExplainRequest): Promise<Explanation> {
    const { host, viewers } = this.#deps;
    const judged = await viewers.judge(request.contactId);
    if (!judged) throw new NotFoundError();
    const module = host.metadata.current.module(request.module);
    const asked = request.record.trim();
    const id = await this.#idOf(module, asked);
    const viewer = judged.viewer ?? (await viewers.loadWith(request.contactId));
    const trace = module && viewer && id !== undefined ? await this.#trace(viewer, module, id) : undefined;
    const shown = judged.viewer && id !== undefined ? await this.#show(judged.viewer, request.module, id) : undefined;
    const isVisible = isShownRecord(shown);
    const rules = [
      ...accessRules(judged),
      ...this.#moduleRules(viewer, request.module),
      ...(viewer ? recordRules(trace, viewer, request.module) : []),
      ...(shown === 'refused' ? [{ rule: 'extension' as const, outcome: 'no' as const }] : []),
    ];
    const isAgreed = rules.every(({ outcome }) => outcome !== 'no') === isVisible;
    return {
      contact: judged.contact,
      module: request.module,
      schema: module,
      record: { id, asked, name: trace?.name },
      isVisible,
      rules: isAgreed ? rules : [...rules, { rule: 'unexplained', outcome: isVisible ? 'yes' : 'no' }],
      actions: judged.viewer && isShownRecord(shown) ? await this.#deps.actions.of(judged.viewer, shown) : [],
      fields:
        request.withFields && viewer && module
          ? await explainFields({ ...this.#deps, viewer, module, shown: isShownRecord(shown) ? shown : undefined })
          : undefined,
    };
  }

  async #idOf(module: ModuleSchema | undefined, asked: string): Promise<number | undefined> {
    const id = parseId(asked.replace(/^#/, ''));
    if (id !== undefined || !module) return id;
    return (await this.#deps.host.traces.byNumber(module, asked.slice(0, 100)))[0];
  }

  /** Through the scope of the whole company: what is out of reach is told too. */
  async #trace(viewer: Viewer, module: ModuleSchema, id: number): Promise<RecordTrace | undefined> {
    const scope = scopeFor(viewer, module.name);
    const { id: contactId, accountId } = viewer.contact;
    const whole = scope.kind === 'customer' ? scope : { kind: 'customer' as const, contactId, accountId };
    return this.#deps.host.traces.trace(module, id, { ...whole, includesCompany: true });
  }

  /** What the record's page would be made of; `refused`: an extension does not let it be shown. */
  async #show(viewer: Viewer, module: string, id: number): Promise<ShownRecord | 'refused' | undefined> {
    try {
      return await this.#deps.records.show(viewer, module, id);
    } catch (error) {
      if (!isPortalError(error) || error.status >= 500) throw error;
      return error.status === 404 ? undefined : 'refused';
    }
  }

  #moduleRules(viewer: Viewer | undefined, module: string): readonly ExplainedRule[] {
    if (!viewer) return [];
    const reason = this.#deps.permissions.judge(viewer, module, 'view');
    return [{ rule: 'module', reason, profile: viewer.profile.name, outcome: reason === 'allowed' ? 'yes' : 'no' }];
  }
}

function isShownRecord(shown: ShownRecord | 'refused' | undefined): shown is ShownRecord {
  return shown !== undefined && shown !== 'refused';
}

function accessRules({ reason, today, graceDays, profile, pointer }: AccessJudgement): readonly ExplainedRule[] {
  const isIn = reason === 'open' || reason === 'grace';
  return [
    { rule: 'access', reason, today, graceDays, outcome: isIn ? 'yes' : 'no' },
    profile && pointer
      ? { rule: 'profile', name: profile.name, version: pointer.version, outcome: 'yes' }
      : { rule: 'noProfile', outcome: 'no' },
  ];
}

function recordRules(trace: RecordTrace | undefined, viewer: Viewer, module: string): readonly ExplainedRule[] {
  if (!trace) return [{ rule: 'record', reason: 'missing', outcome: 'no' }];
  if (trace.module !== module) return [{ rule: 'otherModule', module: trace.module, outcome: 'no' }];
  if (!trace.isComplete) return [{ rule: 'record', reason: 'missing', outcome: 'no' }];
  if (!trace.isLive) return [{ rule: 'record', reason: 'deleted', outcome: 'no' }];
  const { flag } = trace;
  const scope = includesCompany(scopeFor(viewer, module)) ? 'company' : 'own';
  return [
    { rule: 'record', reason: 'live', outcome: 'yes' },
    ...(flag
      ? [
          {
            rule: 'flag' as const,
            flag: flag.kind,
            value: flag.value,
            outcome: flag.holds ? ('yes' as const) : ('no' as const),
          },
        ]
      : []),
    ...relationRules(trace, scope),
  ];
}
