import { readFileSync } from 'node:fs';
import { contactView } from '../../access/contact-view.js';
import type { HookOptions } from '../../hooks/hook-bus.js';
import type { ContactView } from '../../hooks/hook-map.js';
import { nameAsset } from '../../web/extension-assets.js';
import { createExtensionRouter } from '../../web/extension-pages.js';
import { readForm } from '../../web/form.js';
import type { PortalContext } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import type { ExtensionContext, ExtensionFiles, ExtensionPage, ExtensionSettings } from './extension.js';
import { insideFolder } from './extension-folder.js';
import { demandMailName, type ExtensionMail } from './extension-mail.js';
import type { ExtensionSetup } from './extension-setup.js';
import { guarded } from './guarded.js';
import { demandActionName, demandFilterName } from './hook-guard.js';
import { readOverrides } from './read-overrides.js';
import { readTexts } from './read-texts.js';
import type { MenuPart } from './registries.js';

const DEFAULT_ORDER = 150;
const SHORTEST_PAUSE_MS = 1_000;
/** A visitor may wait for it. */
const LONGEST_HOOK_MS = 5_000;

/** Makes what an extension's `setup` gets: it registers with the setup, and reaches the portal through its surroundings. */
export function createContext(setup: ExtensionSetup): ExtensionContext<ExtensionSettings> {
  const { facts, around, log, registered } = setup;
  const { id } = facts;
  const { hooks, registries, translator } = around;
  const path = (below: string): string => `/x/${id}${below}`;
  const context: ExtensionContext<ExtensionSettings> = {
    id,
    settings: Object.freeze({ ...facts.settings }),
    services: guarded(around.services(id), () => setup.demandUsable()),
    log,
    filter(name, handler, options) {
      demandFilterName(name);
      setup.add(() => hooks.onFilter(id, name, handler, inTime(options)));
      registered.hooks.push(name);
    },
    action(name, handler, options) {
      demandActionName(name);
      setup.add(() => hooks.onAction(id, name, handler, inTime(options)));
      registered.hooks.push(name);
    },
    routes(mount, { isPublic = false } = {}) {
      setup.demandOpen();
      const router = createExtensionRouter(id);
      mount(router);
      setup.add(() => registries.routes.add(id, { router, isPublic }));
    },
    page(entry) {
      demandOwnPath(entry.path);
      setup.add(() => registries.menu.add(id, menuPart(setup, entry, path(entry.path))));
      registered.pages.push(path(entry.path));
    },
    job(job) {
      if (!(job.everyMs >= SHORTEST_PAUSE_MS)) throw new RangeError(`${job.name}: everyMs must be at least 1000`);
      setup.add(() => registries.jobs.add(id, around.createJob(id, job)));
      registered.jobs.push(job.name);
    },
    locales(directory) {
      const texts = readTexts(insideFolder(facts.path, directory), id, translator.languages);
      setup.add(() => translator.addNamespace(id, texts));
    },
    templates(directory) {
      const sources = readOverrides(insideFolder(facts.path, directory), id, around.templates);
      setup.add(() => registries.templates.add(id, sources));
      registered.templates.push(...sources.keys());
    },
    labels: (texts) => setup.add(() => registries.labels.add(id, texts)),
    assets(files) {
      const found = readAssets(facts.path, id, files);
      setup.add(() => registries.assets.add(id, found));
    },
    fieldKind: (kind) => setup.add(() => registries.fieldKinds.add(id, { ...kind, log })),
    migrations(list) {
      setup.demandOpen();
      setup.migrations.push(...list);
      registered.hasTables ||= list.length > 0;
    },
    personalData(data) {
      if (registered.keepsPersonalData) throw new RangeError('personalData: is registered already');
      setup.add(() => registries.personalData.add(id, data));
      registered.keepsPersonalData = true;
    },
    email(mail) {
      demandMailName(mail.name);
      setup.add(() => registries.mails.add(id, mail as unknown as ExtensionMail<object>));
      registered.mails.push(mail.name);
    },
    render: (request, template, data, page) =>
      renderPage(request as unknown as PortalContext, `${id}/${template}`, data, page),
    form: (request) => readForm(request as unknown as PortalContext),
    redirect: (request, target, message) => redirectTo(request as unknown as PortalContext, target, message),
    path,
    emit(name, event) {
      setup.demandUsable();
      if (!name.startsWith(`${id}.`)) throw new RangeError(`${name}: is not one of the actions of ${id}`);
      return hooks.runActions(name, event as never);
    },
  };
  return Object.freeze(context);
}

function menuPart({ facts, log }: ExtensionSetup, entry: ExtensionPage, href: string): MenuPart {
  const key = `x-${facts.id}${entry.path}`;
  return {
    order: entry.order ?? DEFAULT_ORDER,
    items(viewer, path, context) {
      try {
        if (!isShown(entry, contactView(viewer.contact))) return [];
      } catch (error) {
        log.error({ error, page: entry.path }, 'an entry of the menu failed and is left out');
        return [];
      }
      const label = context.t(`${facts.id}:${entry.label}`);
      const isCurrent = withoutSlash(path) === withoutSlash(href);
      return [{ key, label, icon: entry.icon, href: context.path(href), isCurrent }];
    },
  };
}

/** A promise is always true, and its failure would be nobody's. */
function isShown({ isShown: ask }: ExtensionPage, contact: ContactView): boolean {
  const answer: unknown = ask ? ask(contact) : true;
  if (typeof answer === 'boolean') return answer;
  if (answer instanceof Promise) answer.catch(() => undefined);
  throw new TypeError('isShown must answer true or false');
}

/** An entry of the menu leads to the extension's own pages only. */
function demandOwnPath(path: string): void {
  const isOwn =
    /^\/(?!\/)[\w\-./~%?=&]*$/.test(path) && !path.split(/[/?]/).some((part) => /^(\.|%2e){1,2}$/i.test(part));
  if (!isOwn) throw new RangeError(`${path}: must be a path below the extension's own address`);
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}

function inTime({ timeoutMs = LONGEST_HOOK_MS, priority = 100 }: HookOptions = {}): HookOptions {
  if (!(priority >= 0 && priority <= 1000)) throw new RangeError('priority: must be from 0 to 1000');
  if (!(timeoutMs > 0)) throw new RangeError('timeoutMs: must be more than 0');
  return { priority, timeoutMs: Math.min(timeoutMs, LONGEST_HOOK_MS) };
}

function readAssets(folder: string, id: string, { css = [], js = [], modules }: ExtensionFiles) {
  const read = (kind: 'css' | 'js') => (path: string) => {
    if (!path.endsWith(`.${kind}`)) throw new RangeError(`${path}: is no .${kind} file`);
    return nameAsset(id, kind, readFileSync(insideFolder(folder, path)));
  };
  return { css: css.map(read('css')), js: js.map(read('js')), modules };
}
