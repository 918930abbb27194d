import type { Logger } from '../../core/logger.js';
import type { PersonalData } from '../../features/retention/extension-data.js';
import type { HookOptions } from '../../hooks/hook-bus.js';
import type { ActionHandler, ActionName, ContactView, FilterHandler, FilterName } from '../../hooks/hook-map.js';
import type { OwnKind } from '../../host/metadata/own-kind.js';
import type { LabelChanges } from '../../host/metadata/refine-metadata.js';
import type { ExtensionMigration } from '../../store/extension-migrator.js';
import type { ExtensionRequest, ExtensionRouter } from '../../web/extension-pages.js';
import type { Form } from '../../web/form.js';
import type { Flash } from '../../web/portal-context.js';
import type { ExtensionMail } from './extension-mail.js';
import type { ExtensionServices } from './extension-services.js';

/** What can be set about an extension, as its manifest says; every value is there. */
export type ExtensionSettings = Readonly<Record<string, string | number | boolean>>;

/** An entry of the customers' menu. */
export interface ExtensionPage {
  /** Below the extension's own address: `/` or `/new`. */
  readonly path: string;
  /** Key in the extension's own texts: `menu` for `<id>:menu`. */
  readonly label: string;
  /** Name of one of the icons the portal ships; another one is drawn as a dot. */
  readonly icon: string;
  /** Home stands at 0, the CRM's modules at 100, colleagues at 200; default 150. */
  readonly order?: number;
  /** Must not wait and not ask the database; default: shown to everybody who is signed in. */
  readonly isShown?: (contact: ContactView) => boolean;
}

/** Work that is done again and again, by one process at a time. */
export interface ExtensionJob {
  readonly name: string;
  /** At least 1000; counted from the start of one run to the start of the next. */
  readonly everyMs: number;
  readonly run: () => Promise<void> | void;
}

/** Another way for fields to show and be judged: those of a uitype, or a field by its name, in one module or all. */
export interface ExtensionFieldKind {
  readonly module?: string;
  readonly field?: string;
  readonly uitype?: number;
  readonly kind: OwnKind;
}

/** Files in the extension's folder that pages load: of these CRM modules, or without `modules` all pages of customers. */
export interface ExtensionFiles {
  readonly css?: readonly string[];
  readonly js?: readonly string[];
  readonly modules?: readonly string[];
}

/**
 * What an extension gets when it is set up. Everything here registers, or answers a request; all that was registered is taken back when the
 * extension is disabled. Registering ends with `setup`: later calls throw.
 */
export interface ExtensionContext<Settings extends object = ExtensionSettings> {
  readonly id: string;
  readonly settings: Readonly<Settings>;
  readonly services: ExtensionServices;
  /** Its lines carry the extension's id. */
  readonly log: Logger;

  /** May change a value or refuse (`RefusedError`); within 5 s. */
  filter<N extends FilterName>(name: N, handler: FilterHandler<N>, options?: HookOptions): void;
  /** Told after the commit; within 5 s. */
  action<N extends ActionName>(name: N, handler: ActionHandler<N>, options?: HookOptions): void;
  /** Routes below `/x/<id>`; nobody gets there who is not signed in, unless they are public. */
  routes(mount: (router: ExtensionRouter) => void, options?: { readonly isPublic?: boolean }): void;
  page(entry: ExtensionPage): void;
  job(job: ExtensionJob): void;
  /** A folder `<language>/<id>.json` of texts: `<id>:<key>`. */
  locales(directory: string): void;
  /** A folder of templates: those named as the portal's stand in their place, those below `<id>/` are the extension's own. */
  templates(directory: string): void;
  /** Words in place of the CRM's: by language, module, and label, value or field name. */
  labels(texts: LabelChanges): void;
  assets(files: ExtensionFiles): void;
  fieldKind(kind: ExtensionFieldKind): void;
  /** The extension's own tables; run by `portal extension enable`. */
  migrations(list: readonly ExtensionMigration[]): void;
  /** How what the extension keeps of people is told and forgotten; once. One with tables of its own that keeps nothing of people needs none. */
  personalData(data: PersonalData): void;
  /** A mail of its own; `services.mail.send` writes it to the outbox. */
  email<Data extends object>(mail: ExtensionMail<Data>): void;

  /** Answers with one of the extension's own templates (`list` for `<id>/list`) inside the portal's frame. */
  render(request: ExtensionRequest, template: string, data: object, page: ExtensionPageOptions): Promise<void>;
  /** The form that was sent, its token checked. */
  form(request: ExtensionRequest): Promise<Form>;
  /** Answers 303 to a path below the mount, with a message for the next page. */
  redirect(request: ExtensionRequest, path: string, message?: Flash): Promise<void>;
  /** A path of the extension's own, below the mount: `/new` is `/x/<id>/new`. */
  path(below: string): string;
  /** Runs what others, or the extension itself, registered for one of the extension's own actions (`<id>.<pastTense>`). */
  emit<N extends ActionName>(name: N, event: Parameters<ActionHandler<N>>[0]): Promise<void>;
}

/** What a page says of itself: `title` without the site's name. */
export interface ExtensionPageOptions {
  readonly title: string;
  readonly status?: number;
}

/** An extension: the default export of its main module, made by `defineExtension`. */
export interface Extension<Settings extends object = ExtensionSettings> {
  /** The manifest's and the folder's. */
  readonly id: string;
  /** Registers what the extension is made of; within 5 s, and without any work of its own: jobs and hooks are for that. */
  setup(portal: ExtensionContext<Settings>): void | Promise<void>;
  /** Gives back what `setup` opened; within 5 s. */
  teardown?(): void | Promise<void>;
}
