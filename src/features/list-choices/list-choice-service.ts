import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { type FieldFault, InvalidInputError, MalformedRequestError, NotFoundError } from '../../core/errors.js';
import { countCharacters, firstAstralCharacter } from '../../core/text.js';
import type { FieldKindName } from '../../host/metadata/field-kind-name.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import type { ListChoiceStore, ListChoices, ListView } from '../../store/list-choice-store.js';
import type { ListPlan, RecordService } from '../records/record-service.js';
import { keptQuery } from './kept-query.js';

/** Texts as long as a page, and kinds whose value is no text, make no column. */
const NO_COLUMN: ReadonlySet<FieldKindName> = new Set(['textarea', 'richText', 'image', 'secret']);
/** More than any module of the CRM's own has fields that make one. */
const MOST_COLUMNS = 60;
const MOST_VIEWS = 20;
const LONGEST_NAME = 80;
const LONGEST_QUERY = 2000;

/** A kept filter: its name, and the query of the list's address. */
export type KeptView = Pick<ListView, 'name' | 'query'>;

/** A list's columns to choose from: those it shows first, in their order. */
export interface ColumnChoices {
  readonly plan: ListPlan;
  readonly fields: readonly FieldSchema[];
  /** Whether the contact chose; else they are the profile's. */
  readonly isChosen: boolean;
  readonly views: readonly ListView[];
}

interface ListChoiceDeps {
  readonly permissions: Permissions;
  readonly records: RecordService;
  readonly choices: ListChoiceStore;
}

/** Columns and filters a customer keeps for a module's list. */
export class ListChoiceService {
  readonly #deps: ListChoiceDeps;

  constructor(deps: ListChoiceDeps) {
    this.#deps = deps;
  }

  /** A module's list as this customer wants it, with the filters they keep, as far as they still apply. */
  async plan(viewer: Viewer, name: string): Promise<{ readonly plan: ListPlan; readonly views: readonly KeptView[] }> {
    const { plan, views } = await this.of(viewer, name);
    return { plan, views: views.map((view) => ({ ...view, query: keptQuery(view.query, plan.seekable) })) };
  }

  async of(viewer: Viewer, name: string): Promise<ColumnChoices> {
    const { records, choices } = this.#deps;
    records.module(viewer, name);
    const chosen: ListChoices = await choices.of(viewer.contact.id, name);
    const plan = records.plan(viewer, name, chosen.columns);
    const others = this.#possible(viewer, plan).filter((field) => !plan.columns.includes(field));
    return { plan, fields: [...plan.columns, ...others], isChosen: chosen.columns !== undefined, views: chosen.views };
  }

  /** Keeps the ticked ones of the columns that exist for this viewer, in the order they are offered; none: the profile's again. */
  async setColumns(viewer: Viewer, name: string, isTicked: (column: string) => boolean): Promise<void> {
    const { fields } = await this.of(viewer, name);
    const kept = fields.map((field) => field.name).filter(isTicked);
    await this.#deps.choices.setColumns(viewer.contact.id, name, kept.slice(0, MOST_COLUMNS));
  }

  /**
   * Keeps a filter, as far as its query may be kept, and returns that query; InvalidInputError when nothing of it may, for a name that
   * cannot be, or one filter too many.
   */
  async saveView(viewer: Viewer, name: string, title: string, asked: string): Promise<string> {
    const { plan, views } = await this.of(viewer, name);
    const query = keptQuery(asked, plan.seekable);
    const trimmed = title.trim();
    const isNew = !views.some((view) => view.name === trimmed);
    const isFull = isNew && views.length >= MOST_VIEWS;
    const isEmpty = query === '';
    const fault = isEmpty ? 'list-choices:none' : (nameFault(trimmed) ?? (isFull ? 'list-choices:tooMany' : undefined));
    if (fault) throw new InvalidInputError([{ field: 'name', code: fault, values: faultValues } satisfies FieldFault]);
    if (query.length > LONGEST_QUERY) throw new MalformedRequestError();
    await this.#deps.choices.saveView(viewer.contact.id, name, trimmed, query);
    return query;
  }

  /** Forgets a filter; NotFoundError when it is not one of this viewer's. */
  async removeView(viewer: Viewer, name: string, id: number): Promise<void> {
    this.#deps.records.module(viewer, name);
    if (!(await this.#deps.choices.removeView(viewer.contact.id, name, id))) throw new NotFoundError();
  }

  #possible(viewer: Viewer, plan: ListPlan): readonly FieldSchema[] {
    return this.#deps.permissions.shownFields(viewer, plan.module).filter((field) => !NO_COLUMN.has(field.kind));
  }
}

const faultValues = { most: MOST_VIEWS, max: LONGEST_NAME };

function nameFault(name: string): string | undefined {
  if (name === '') return 'list-choices:noName';
  if (countCharacters(name) > LONGEST_NAME) return 'list-choices:longName';
  return firstAstralCharacter(name) === undefined && !/\p{Cc}/u.test(name) ? undefined : 'list-choices:badName';
}
