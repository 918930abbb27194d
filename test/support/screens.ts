import type { Page } from 'playwright-core';

/** One screen of the portal, and how to get there. */
export interface Screen {
  readonly name: string;
  readonly isSignedOut?: true;
  /** Leaves the page on the screen; `url` is the portal's address. */
  reach(page: Page, url: string): Promise<void>;
}

/** The page of a path. */
export const at =
  (path: string): Screen['reach'] =>
  async (page, url) => {
    await page.goto(url + path);
  };

/** Sends the page's form as it is. */
export const sent =
  (path: string, form: string): Screen['reach'] =>
  async (page, url) => {
    await page.goto(url + path);
    await page.locator(`${form} button.btn-primary`).first().click();
    await page.waitForLoadState();
  };

/** The first record of a list. */
const first =
  (module: string, query = ''): Screen['reach'] =>
  async (page, url) => {
    await page.goto(`${url}/${module}${query}`);
    const links = page.locator(`main a[href*="/${module}/"]:not([href$="/new"])`);
    const record = await links.evaluateAll((all) =>
      all.map((link) => link.getAttribute('href') ?? '').find((href) => /\/\d+$/.test(href)),
    );
    if (record === undefined) throw new Error(`the demo has no ${module} to show`);
    await page.goto(new URL(record, url).href);
  };

/** A page that hangs on the first ticket, such as its confirmation. */
const ofTicket =
  (path: string): Screen['reach'] =>
  async (page, url) => {
    await first('HelpDesk', '?q=TT8')(page, url);
    await page.goto(`${page.url()}${path}`);
  };

const MODULES = [
  'HelpDesk',
  'Quotes',
  'Invoice',
  'Products',
  'Services',
  'Documents',
  'Contacts',
  'Accounts',
  'Assets',
  'ProjectPlan',
  'ProjectMilestone',
  'ProjectTask',
  'Faq',
];

/** Every screen the demo can show, in the order a customer meets them. */
export const screens: readonly Screen[] = [
  { name: 'sign-in', isSignedOut: true, reach: at('/sign-in') },
  { name: 'sign-in-refused', isSignedOut: true, reach: sent('/sign-in', 'main form') },
  { name: 'forgot', isSignedOut: true, reach: at('/password/forgot') },
  { name: 'link-invalid', isSignedOut: true, reach: at('/activate/none') },
  { name: 'home', reach: at('/') },
  ...MODULES.flatMap((module) => [
    { name: `${module}-list`, reach: at(`/${module}`) },
    { name: `${module}-record`, reach: first(module) },
  ]),
  { name: 'ticket', reach: first('HelpDesk', '?q=TT8') },
  { name: 'quote-to-answer', reach: first('Quotes', '?f.quotestage=Consegnato') },
  { name: 'ticket-edit', reach: ofTicket('/edit') },
  { name: 'ticket-resolve', reach: ofTicket('/confirm/resolve') },
  { name: 'list-filtered', reach: at('/HelpDesk?q=linea') },
  { name: 'list-nothing', reach: at('/HelpDesk?q=nothing-like-this') },
  { name: 'list-choices', reach: at('/views/HelpDesk?from=q%3Dlinea') },
  { name: 'new-ticket', reach: at('/HelpDesk/new') },
  { name: 'new-ticket-errors', reach: sent('/HelpDesk/new', 'form.p-sheet .p-save') },
  { name: 'suggestions', reach: at('/suggest?title=linea%20ferma') },
  { name: 'search', reach: at('/search?q=linea') },
  { name: 'search-nothing', reach: at('/search?q=nothing-like-this') },
  { name: 'me', reach: at('/me') },
  { name: 'me-email', reach: at('/me/email') },
  { name: 'me-notifications', reach: at('/me/notifications') },
  { name: 'password-change', reach: at('/password/change') },
  { name: 'shortcuts', reach: at('/shortcuts') },
  { name: 'mailbox', reach: at('/demo/mailbox') },
  { name: 'not-found', reach: at('/HelpDesk/999999') },
];
