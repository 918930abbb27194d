import { at, type Screen } from './screens.js';

/** The page behind the first link of a list, and what hangs below it. */
const firstOf =
  (list: string, link: RegExp, below = ''): Screen['reach'] =>
  async (page, url) => {
    await page.goto(url + list);
    const hrefs = await page
      .locator('main a')
      .evaluateAll((all) => all.map((anchor) => anchor.getAttribute('href') ?? ''));
    const found = hrefs.map((href) => link.exec(href)?.[0]).find((href) => href !== undefined);
    if (found === undefined) throw new Error(`${list} links nothing like ${link}`);
    await page.goto(new URL(found + below, url).href);
  };

const PROFILE = /^\/portal\/admin\/profiles\/[0-9a-f-]{36}/;
const CONTACT = /^\/portal\/admin\/contacts\/\d+/;

const profile = (below: string): Screen['reach'] => firstOf('/admin/profiles', PROFILE, below);
const contact = (below = ''): Screen['reach'] => firstOf('/admin/contacts?q=francesco', CONTACT, below);

/** Every screen of the administration on the demo. */
export const adminScreens: readonly Screen[] = [
  { name: 'admin-profiles', reach: at('/admin/profiles') },
  { name: 'admin-profile-new', reach: at('/admin/profiles/new') },
  { name: 'admin-profile-import', reach: at('/admin/profiles/import') },
  { name: 'admin-profile', reach: profile('') },
  { name: 'admin-profile-modules', reach: profile('/modules') },
  { name: 'admin-profile-fields', reach: profile('/modules/HelpDesk') },
  { name: 'admin-profile-home', reach: profile('/home') },
  { name: 'admin-profile-announcements', reach: profile('/announcements') },
  { name: 'admin-profile-options', reach: profile('/options') },
  { name: 'admin-profile-people', reach: profile('/people') },
  { name: 'admin-profile-publish', reach: profile('/publish') },
  { name: 'admin-profile-history', reach: profile('/history') },
  { name: 'admin-profile-delete', reach: profile('/delete') },
  { name: 'admin-contacts', reach: at('/admin/contacts') },
  { name: 'admin-contacts-import', reach: at('/admin/contacts/import') },
  { name: 'admin-contact', reach: contact() },
  { name: 'admin-contact-explained', reach: contact('?module=HelpDesk&record=TT6') },
  { name: 'admin-contact-manager', reach: contact('/manager') },
  { name: 'admin-contact-data', reach: contact('/data') },
  { name: 'admin-explain', reach: at('/admin/explain') },
  { name: 'admin-look', reach: at('/admin/look') },
  { name: 'admin-mails', reach: at('/admin/mails') },
  { name: 'admin-mail', reach: firstOf('/admin/mails', /^\/portal\/admin\/mails\/\d+/) },
  { name: 'admin-mail-addresses', reach: at('/admin/mails/addresses') },
  { name: 'admin-mail-texts', reach: at('/admin/mails/texts') },
  { name: 'admin-mail-text', reach: at('/admin/mails/texts/ticket-created/it') },
  { name: 'admin-mail-test', reach: at('/admin/mails/test') },
  { name: 'admin-mail-sender', reach: at('/admin/mails/sender') },
  { name: 'admin-settings', reach: at('/admin/settings') },
  { name: 'admin-extensions', reach: at('/admin/extensions') },
  { name: 'admin-audit', reach: at('/admin/audit') },
  { name: 'admin-health', reach: at('/admin/health') },
  { name: 'admin-me', reach: at('/admin/me') },
];
