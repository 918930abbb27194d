import { initialsOf } from '../core/text.js';
import type { FrameView, LanguageChoiceView } from '../core/view-types.js';
import type { CompanyDetails } from '../host/metadata/types.js';
import { issueCsrf } from './csrf.js';
import { interfaceOf } from './interface-version.js';
import { languageNames } from './language-names.js';
import type { PortalContext } from './portal-context.js';
import { isQuietVisit } from './quiet-visit.js';

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

/** Everything around a page's content, `search` in its search box; waiting messages are taken from the session with it. */
export async function buildFrame(ctx: PortalContext, search = ''): Promise<FrameView> {
  const { kit, language, session, viewer } = ctx.state;
  const isInside = viewer && session?.kind === 'full';
  return {
    ...anonymousFrame(ctx),
    csrf: issueCsrf(ctx),
    ...(viewer ? { viewer: { name: viewer.name, initials: initialsOf(viewer.name) } } : {}),
    menu: isInside ? kit.buildMenu(viewer, language, ctx.path) : [],
    ...(isInside ? { search: { value: search } } : {}),
    languages: languageChoices(ctx),
    flash: session && !isQuietVisit(ctx) ? await kit.sessions.takeFlash(session) : [],
  };
}

/** The frame of a page that shows no form and knows nobody. */
export function anonymousFrame(ctx: PortalContext): FrameView {
  const { kit, language, choice } = ctx.state;
  const company = kit.metadata().company;
  const siteName = company.name.trim() || ctx.state.t('errors:siteName');
  return {
    interface: interfaceOf(ctx),
    language,
    direction: rightToLeft.has(language) ? 'rtl' : 'ltr',
    ...(choice.theme ? { theme: choice.theme } : {}),
    mount: kit.site.mount,
    siteName,
    siteInitial: [...siteName][0]?.toUpperCase() ?? '',
    ...(company.phone.trim() ? { sitePhone: company.phone.trim() } : {}),
    siteFoot: companyLines(company),
    csrf: '',
    menu: [],
    languages: [],
    currentPath: ctx.method === 'POST' ? `${kit.site.mount}/` : ctx.originalUrl,
    flash: [],
    requestId: ctx.state.requestId,
    isDemo: kit.isDemo,
  };
}

function companyLines({ name, address, code, city, state, phone, vat }: CompanyDetails): string[] {
  const town = [code, city, state && `(${state})`].filter(Boolean).join(' ');
  const lines = [
    [name, address, town],
    [phone, vat],
  ];
  return lines
    .map((parts) =>
      parts
        .map((part) => part.trim())
        .filter(Boolean)
        .join(' · '),
    )
    .filter(Boolean);
}

function languageChoices(ctx: PortalContext): LanguageChoiceView[] {
  const { kit, language, viewer } = ctx.state;
  const offered = viewer?.profile.languages ?? [];
  return kit.translator.languages
    .filter((code) => offered.length === 0 || offered.includes(code))
    .map((code) => ({ code, ...namesOf(code), isCurrent: code === language }));
}

function namesOf(code: string) {
  const { own, english } = languageNames(code);
  return { name: own, englishName: english };
}
