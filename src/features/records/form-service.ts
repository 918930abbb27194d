import { followForm } from '../../access/conditional-rules.js';
import type { FormField, Permissions } from '../../access/permissions.js';
import { TICKET_MODULE, TicketStatus } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { type FieldFault, NotAllowedError } from '../../core/errors.js';
import type { HostReference, MetadataSource } from '../../host/host-adapter.js';
import type { StoredValue } from '../../host/metadata/field-kind.js';
import { kindOfField } from '../../host/metadata/field-kinds.js';
import type { FieldSchema, ModuleSchema } from '../../host/metadata/types.js';
import type { DraftFields } from '../drafts/draft-fields.js';
import type { DraftPlace } from '../drafts/draft-place.js';
import { joinCompanions } from './join-companions.js';
import type { RecordCompanion, RecordWriter } from './record-companion.js';
import type { RecordService, ShownRecord } from './record-service.js';

/** A longer text would not come back within a form's size; its page still shows it. */
const LONGEST_EDITABLE = 64_000;
/** More choices than a select can carry; a picker serves longer lists. */
export const MOST_CHOICES = 200;

/** A form about to be shown or judged. */
export interface FormPlan {
  readonly module: ModuleSchema;
  readonly writer: RecordWriter;
  /** The fields as the CRM's rules leave them for the present values. */
  readonly fields: readonly FormField[];
  /** Every field the profile gives the form, before those rules. */
  readonly all: readonly FormField[];
  /** What the rules look at: the record's stored values, or those a new one starts with. */
  readonly present: Readonly<Record<string, StoredValue>>;
  /** What a new record gets beside its form, in fields the profile hides and presets. */
  readonly unseen: Readonly<Record<string, StoredValue>>;
  /** Texts the form starts with. */
  readonly texts: Readonly<Record<string, string>>;
  readonly choices: ReadonlyMap<string, readonly HostReference[]>;
  /** References with more choices than those. */
  readonly long: ReadonlySet<string>;
  readonly shown: ShownRecord | undefined;
}

/** Plans the forms of modules that can be written; the module's companion does the writing. */
export class FormService {
  readonly #permissions: Permissions;
  readonly #records: RecordService;
  readonly #companions: ReadonlyMap<string, RecordCompanion>;
  readonly #metadata: MetadataSource;

  constructor(deps: {
    metadata: MetadataSource;
    permissions: Permissions;
    records: RecordService;
    companions: readonly RecordCompanion[];
  }) {
    this.#metadata = deps.metadata;
    this.#permissions = deps.permissions;
    this.#records = deps.records;
    this.#companions = joinCompanions(deps.companions);
  }

  companion(module: string): RecordCompanion | undefined {
    return this.#companions.get(module);
  }

  /** Whether the viewer may open the form of a new record. */
  mayCreate(viewer: Viewer, module: string): boolean {
    return (
      this.#companions.get(module)?.writer?.create !== undefined &&
      viewer.mayWrite &&
      this.#permissions.can(viewer, module, 'create')
    );
  }

  /** The form of a new record; NotAllowedError where the profile does not let the viewer create one. */
  async planCreate(viewer: Viewer, name: string, language: string): Promise<FormPlan> {
    const { module, writer, all, texts } = this.#createParts(viewer, name, language);
    const unseen = this.#permissions.hiddenPresets(viewer, module);
    const presets = { ...unseen, ...Object.fromEntries(all.map(({ field, preset }) => [field.name, preset ?? ''])) };
    const present = name === TICKET_MODULE ? { ...presets, ...newTicket(viewer, presets) } : presets;
    const { choices, long } = await this.#choices(viewer, all, writer);
    const plan = { module, writer, fields: all, all, present, unseen, texts, choices, long, shown: undefined };
    return this.#follow(plan, present);
  }

  /** The form of an existing record; NotFoundError or NotAllowedError as the record's page and state say. */
  async planEdit(viewer: Viewer, name: string, id: number, language: string): Promise<FormPlan> {
    const { shown, writer, all, texts } = await this.#editParts(viewer, name, id, language);
    const { choices, long } = await this.#choices(viewer, all);
    for (const { field } of all) addPresent(choices, field, shown);
    const present = shown.record.values;
    const plan = { module: shown.module, writer, fields: all, all, present, unseen: {}, texts, choices, long, shown };
    return this.#follow(plan, present);
  }

  /** What a draft keeps of a form, asked without its choices; refused as the form itself is. */
  async draftFields(viewer: Viewer, place: DraftPlace, language: string): Promise<DraftFields> {
    if (place.kind === 'new') return draftFieldsOf(this.#createParts(viewer, place.module, language));
    return draftFieldsOf(await this.#editParts(viewer, place.module, place.id, language));
  }

  #createParts(viewer: Viewer, name: string, language: string) {
    const module = this.#records.module(viewer, name);
    const writer = this.#companions.get(name)?.writer;
    if (!writer || !this.mayCreate(viewer, name)) throw new NotAllowedError();
    const all = this.#permissions.formFields(viewer, module, 'create');
    const texts: Record<string, string> = {};
    for (const { field, preset } of all) texts[field.name] = this.#startText(viewer, field, preset, language);
    return { module, writer, all, texts, shown: undefined };
  }

  async #editParts(viewer: Viewer, name: string, id: number, language: string) {
    const shown = await this.#records.show(viewer, name, id);
    const writer = this.#companions.get(name)?.writer;
    if (!writer?.mayEdit(viewer, shown)) throw new NotAllowedError();
    const allowed = this.#permissions.formFields(viewer, shown.module, 'edit');
    const narrowed = writer.narrow?.(allowed) ?? allowed;
    const all = narrowed.filter(({ field }) => (shown.record.values[field.name]?.length ?? 0) <= LONGEST_EDITABLE);
    const texts: Record<string, string> = {};
    for (const { field } of all)
      texts[field.name] = kindOfField(field).toInput(shown.record.values[field.name] ?? null, field, language);
    return { shown, writer, all, texts };
  }

  /** The plan as the CRM's rules leave it for what was typed; undefined `values` are those of the record. */
  follow(plan: FormPlan, values: Readonly<Record<string, StoredValue>>): FormPlan {
    return this.#follow(plan, { ...plan.present, ...values });
  }

  #follow(plan: FormPlan, values: Readonly<Record<string, StoredValue>>): FormPlan {
    const { labels, conditionals } = this.#metadata.current;
    const references = new Map(plan.shown?.references);
    for (const choice of [...plan.choices.values()].flat()) references.set(choice.id, choice);
    const facts = { module: plan.module, values, references, labels };
    return { ...plan, fields: followForm(plan.all, conditionals(plan.module), facts) };
  }

  /** What a form sends for a reference must be one of the offered records, or at least one the viewer can open. */
  async referenceFaults(
    viewer: Viewer,
    plan: FormPlan,
    values: Readonly<Record<string, StoredValue>>,
  ): Promise<FieldFault[]> {
    const faults: FieldFault[] = [];
    for (const { field } of plan.fields) {
      const id = Number(values[field.name]);
      const choices = plan.choices.get(field.name);
      if (!(id > 0) || !(choices || field.kind === 'reference')) continue;
      const isOffered = choices?.some((choice) => choice.id === id);
      if (isOffered || (field.kind === 'reference' && (await this.#records.mayChoose(viewer, field, id)))) continue;
      faults.push({ field: field.name, code: 'choice' });
    }
    return faults;
  }

  #startText(viewer: Viewer, field: FieldSchema, preset: string | undefined, language: string): string {
    if (field.module === 'HelpDesk' && field.name === 'parent_id') return String(viewer.contact.id);
    return preset === undefined ? '' : kindOfField(field).toInput(preset, field, language);
  }

  async #choices(
    viewer: Viewer,
    fields: readonly FormField[],
    writer?: RecordWriter,
  ): Promise<{ choices: Map<string, readonly HostReference[]>; long: Set<string> }> {
    const choices = new Map<string, readonly HostReference[]>();
    const long = new Set<string>();
    const read = async (entry: FormField): Promise<void> => {
      const own = await writer?.choices?.(viewer, entry);
      const offered = own ?? (await this.#references(viewer, entry));
      if (offered) choices.set(entry.field.name, offered);
      if (!own && offered && offered.length >= MOST_CHOICES) long.add(entry.field.name);
    };
    await Promise.all(fields.map(read));
    return { choices, long };
  }

  async #references(viewer: Viewer, { field, form }: FormField): Promise<readonly HostReference[] | undefined> {
    if (field.kind !== 'reference') return undefined;
    if (form === 'readonly') return [{ id: viewer.contact.id, module: 'Contacts', name: viewer.crmName }];
    return this.#records.choices(viewer, field, MOST_CHOICES);
  }
}

/** The fields the viewer can write, but for those the module's feature wants nowhere else; an edit also knows which state it began with. */
export function draftFieldsOf({
  all,
  texts,
  writer,
  shown,
}: Pick<FormPlan, 'all' | 'texts' | 'writer' | 'shown'>): DraftFields {
  const fields = new Map<string, string>();
  if (shown) fields.set('_modified', '');
  for (const { field, form } of all)
    if (form !== 'readonly' && !writer.undrafted?.has(field.name)) fields.set(field.name, texts[field.name] ?? '');
  return fields;
}

/** What a new ticket gets whatever its form says. */
function newTicket(viewer: Viewer, presets: Readonly<Record<string, string>>): Record<string, StoredValue> {
  return { parent_id: String(viewer.contact.id), ticketstatus: presets.ticketstatus || TicketStatus.open };
}

/** The record's present reference stays choosable, also where it is not among the offered ones. */
function addPresent(choices: Map<string, readonly HostReference[]>, field: FieldSchema, shown: ShownRecord): void {
  const present = shown.references.get(Number(shown.record.values[field.name]));
  const offered = choices.get(field.name);
  if (!present || !offered || offered.some((reference) => reference.id === present.id)) return;
  choices.set(field.name, [present, ...offered]);
}
