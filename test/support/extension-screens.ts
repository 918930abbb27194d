import { at, type Screen, sent } from './screens.js';

/** Which of `examples/` the demo has on where these screens are looked at. */
export const walkedExtensions = ['appointments', 'escalation', 'webhook'] as const;

/** Pages of an extension, as customers meet them. */
export const extensionScreens: readonly Screen[] = [
  { name: 'extension-page', reach: at('/x/appointments/') },
  { name: 'extension-page-errors', reach: sent('/x/appointments/', 'main form') },
];

const wrongSetting: Screen['reach'] = async (page, url) => {
  await page.goto(`${url}/admin/extensions/appointments`);
  await page.fill('main [name=firstHour]', '99');
  await page.locator('main form button.btn-primary').click();
  await page.waitForLoadState();
};

/** What an administrator sees of extensions that are on, faulty folders among them. */
export const adminExtensionScreens: readonly Screen[] = [
  { name: 'admin-extensions-on', reach: at('/admin/extensions') },
  { name: 'admin-extension', reach: at('/admin/extensions/appointments') },
  { name: 'admin-extension-secret', reach: at('/admin/extensions/webhook') },
  { name: 'admin-extension-errors', reach: wrongSetting },
];
