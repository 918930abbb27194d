import assert from 'node:assert/strict';
import { usedNames } from '../../assets/used-names.mjs';
import { packagePath } from '../../src/core/paths.js';
import { eachPortal } from '../support/build-portal.js';
import { classesOfPage, classesOfStyles, shippedStyles, sourceStyles } from '../support/style-sheets.js';
import { createTicket, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, type SiteAnswer, type Visitor } from '../support/visitor.js';

/** Pages of one kind to look at: they differ in their data. */
const OF_A_KIND = 3;

eachPortal('what pages and the style sheet have in common', (buildPortal) => {
  let on: TicketSite;
  before(async () => {
    on = await openTicketSite(buildPortal);
  });
  after(() => on?.close());

  it('should ship a rule for every class of a page that has one in the sources', async () => {
    const id = await createTicket(on.villani, 'Con tutto');
    await on.villani.submit(`/HelpDesk/${id}`, { comment: 'Un commento' }, `/HelpDesk/${id}/comments`);
    const pages = [
      ...(await openPages(on.villani, ['/', `/HelpDesk/${id}`, '/nothing', '/HelpDesk?q=nessuno'])),
      ...(await openPages(on.site.visitor(), ['/sign-in', '/password/forgot', '/nothing'])),
      await on.villani.submit('/HelpDesk/new', { ticket_title: '' }, '/HelpDesk/new', []),
      await on.site.visitor().submit('/sign-in', { email: 'a@b.example', password: 'x' }),
    ];
    assert.ok(pages.length > 25, String(pages.length));
    const { classes } = usedNames(packagePath());
    const shipped = classesOfStyles(shippedStyles());
    const styled = classesOfStyles(sourceStyles());
    const onPages = new Set(pages.flatMap(({ body }) => [...classesOfPage(body)]));
    assert.deepEqual(
      [...onPages].filter((name) => !classes.has(name) || (styled.has(name) && !shipped.has(name))),
      [],
    );
  });
});

/** Opens pages and what they link to, a few of each kind. */
async function openPages(visitor: Visitor, start: readonly string[]): Promise<SiteAnswer[]> {
  const waiting = [...start];
  const seen = new Map<string, number>();
  const pages: SiteAnswer[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = path.replace(/[?#].*$/, '').replace(/\d+/g, '#');
    const count = seen.get(kind) ?? 0;
    if (count >= OF_A_KIND || /\/files\/|\.csv|\.pdf/.test(kind)) continue;
    seen.set(kind, count + 1);
    const page = await visitor.get(path);
    pages.push(page);
    const links = linksOf(page.body).filter((href) => href.startsWith('/portal/'));
    waiting.push(...links.map((href) => href.slice('/portal'.length)));
  }
  return pages;
}
