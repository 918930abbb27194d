import type { Translate, Translator } from '../../../core/i18n.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { languageNames } from '../../../web/language-names.js';
import type { PortalContext } from '../../../web/portal-context.js';
import { adminTexts } from '../admin-page.js';
import type { MomentContext } from './time-words.js';

/** What the outbox's pages are put into words with. */
export interface OutboxContext extends MomentContext {
  readonly t: Translate;
  readonly translator: Translator;
  readonly path: (path: string) => string;
}

/** What the pages about mails are put into words with. */
export function mailsContext(ctx: PortalContext, host: Pick<HostAdapter, 'wallClock'>): OutboxContext {
  const { wallClock } = host;
  return { ...adminTexts(ctx), translator: ctx.state.kit.translator, wallClock, now: wallClock.clock.now() };
}

/** The portal's languages, each by its own name. */
export function languagesOf(ctx: PortalContext) {
  return ctx.state.kit.translator.languages.map((code) => ({ code, name: languageNames(code).own }));
}
