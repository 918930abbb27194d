import { shippedLook } from '../core/look.js';
import { initialsOf } from '../core/text.js';
import type { FrameView, LanguageChoiceView, MessageView } from '../core/view-types.js';
import type { CompanyDetails } from '../host/metadata/types.js';
import { issueCsrf } from './csrf.js';
import { interfaceOf } from './interface-version.js';
import { languageNames } from './language-names.js';
import type { PortalContext } from './portal-context.js';
import { isQuietVisit } from './quiet-visit.js';

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

/** Everything around a page's content, `search` in its search box; waiting messages are taken from the session with it. */
export async function buildFrame(ctx: PortalContext, search = ''): Promise<FrameView> {
  const { kit, language, session, viewer, t } = ctx.state;
  const isInside = viewer && session?.kind === 'full';
  return {
    ...anonymousFrame(ctx),
    csrf: issueCsrf(ctx),
    ...(viewer ? { viewer: { name: viewer.name, initials: initialsOf(viewer.name) } } : {}),
    menu: isInside ? kit.buildMenu(viewer, language, ctx.path) : [],
    ...(isInside ? { search: { value: search } } : {}),
    ...(isInside && kit.notices ? { notices: kit.notices(viewer, ctx.path, t) } : {}),
    languages: languageChoices(ctx),
    ...(kit.extras ? { extras: kit.extras.of(ctx.path) } : {}),
    flash: [...heldNotice(ctx), ...(session && !isQuietVisit(ctx) ? await kit.sessions.takeFlash(session) : [])],
  };
}

/** On every page while the CRM is being upgraded. */
function heldNotice({ state }: PortalContext): readonly MessageView[] {
  return state.viewer?.isHeld ? [{ kind: 'info', text: state.t('read-only:banner') }] : [];
}

/** The frame of a page that shows no form and knows nobody. */
export function anonymousFrame(ctx: PortalContext): FrameView {
  const { kit, language, choice } = ctx.state;
  const company = kit.metadata().company;
  const look = kit.brand?.look ?? shippedLook;
  const siteName = look.name || company.name.trim() || ctx.state.t('errors:siteName');
  const phone = look.phone || company.phone.trim();
  const theme = choice.theme ?? look.theme;
  return {
    interface: interfaceOf(ctx),
    language,
    direction: rightToLeft.has(language) ? 'rtl' : 'ltr',
    ...(theme ? { theme } : {}),
    mount: kit.site.mount,
    siteName,
    siteInitial: [...siteName][0]?.toUpperCase() ?? '',
    ...(phone ? { sitePhone: phone } : {}),
    ...(look.email ? { siteEmail: look.email } : {}),
    ...(look.hours ? { siteHours: look.hours } : {}),
    siteFoot: look.footer.length > 0 ? look.footer : companyLines(company),
    ...(kit.brand ? { brand: kit.brand.view } : {}),
    csrf: '',
    menu: [],
    languages: [],
    currentPath: ctx.method === 'POST' ? `${kit.site.mount}/` : ctx.originalUrl,
    flash: [],
    ...(ctx.state.visit ? { visit: ctx.state.visit } : {}),
    requestId: ctx.state.requestId,
    isDemo: kit.isDemo,
    isAdmin: ctx.state.realm === 'admin',
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

/** The languages a visitor may choose among. */
export function languageChoices(ctx: PortalContext): LanguageChoiceView[] {
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
