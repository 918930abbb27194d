import assert from 'node:assert/strict';
import { isPossible, PERMISSIONS, type PermissionName } from '../../../src/access/possible-actions.js';
import type { ModuleRule } from '../../../src/access/profile-schema.js';
import { customerModules } from '../../../src/host/metadata/customer-modules.js';
import { eachPortal } from '../../support/build-portal.js';
import { addColleague } from '../../support/colleague.js';
import { changeProfile, createTicket, openTicketSite, type TicketSite } from '../../support/ticket-site.js';
import { linksOf } from '../../support/visitor.js';

/** What permissions are tried on. */
interface Uses {
  /** The path of a record of the module; undefined: this customer has none. */
  readonly record: string | undefined;
}

eachPortal('the boxes of the permission matrix', (buildPortal) => {
  let on: TicketSite;
  let modules: readonly string[];

  before(async () => {
    on = await openTicketSite(buildPortal);
    await addColleague(on);
    modules = customerModules(on.test.portal.host.metadata.current).map(({ name }) => name);
  });

  after(() => on?.close());

  const allow = (permitted: (module: string, name: PermissionName) => boolean): Promise<void> =>
    changeProfile(on.test, ({ modules: rules }) => ({
      scope: 'company',
      modules: modules.map((module): ModuleRule => {
        const old = rules.find((rule) => rule.module === module);
        const boxes = PERMISSIONS.map((name) => [name, name === 'view' || permitted(module, name)]);
        const permissions = Object.fromEntries(boxes) as ModuleRule['permissions'];
        return { pageSize: 50, fields: {}, ...old, module, permissions };
      }),
    }));

  const recordOf = async (module: string): Promise<string | undefined> => {
    if (module === 'Contacts') return `/Contacts/${on.test.villani.contactId}`;
    const query = module === 'Quotes' ? '?f.quotestage=Consegnato' : '';
    const { body } = await on.villani.get(`/${module}${query}`);
    const [href] = linksOf(body).filter((link) => new RegExp(`/${module}/\\d+$`).test(link));
    return href && new RegExp(`/${module}/\\d+$`).exec(href)?.[0];
  };

  /** Where each permission shows; true: it is offered and answered. */
  const works: Readonly<Record<PermissionName, (module: string, uses: Uses) => Promise<boolean>>> = {
    view: async (module) => (await on.villani.get(`/${module}`)).status === 200,
    export: async (module) => (await on.villani.get(`/${module}.csv`)).status === 200,
    create: async (module) => (await on.villani.get(`/${module}/new`)).status === 200,
    edit: async (module, { record }) => {
      if (module === 'Contacts') return /name="lastname"/.test((await on.villani.get('/me')).body);
      return record !== undefined && (await on.villani.get(`${record}/edit`)).status === 200;
    },
    delete: (_module, { record }) => offers(record, /\/confirm\/delete"/),
    comment: (_module, { record }) => offers(record, /action="[^"]*\/comments"/),
    attach: (_module, { record }) => offers(record, /action="[^"]*\/files"/),
    resolve: (_module, { record }) => offers(record, /action="[^"]*\/resolve"/),
    reopen: async (module) => {
      if (module !== 'HelpDesk') return false;
      const id = await createTicket(on.villani, 'Da riaprire');
      await on.knex('vte_troubletickets').where({ ticketid: id }).update({ status: 'Closed' });
      return offers(`/HelpDesk/${id}`, /\/confirm\/reopen"/);
    },
    participants: (_module, { record }) => offers(record, /action="[^"]*\/participants"/),
    resolveColleagues: async (module) => {
      if (module !== 'HelpDesk') return false;
      const id = await createTicket(on.villani, 'Della mia azienda');
      const company = await on
        .knex('vte_contactdetails')
        .where({ contactid: on.test.villani.contactId })
        .first('accountid');
      await on.knex('vte_troubletickets').where({ ticketid: id }).update({ parent_id: company.accountid });
      return offers(`/HelpDesk/${id}`, /action="[^"]*\/resolve"/);
    },
    accept: (_module, { record }) => offers(record, /\/confirm\/accept"/),
  };

  const offers = async (record: string | undefined, mark: RegExp): Promise<boolean> =>
    record !== undefined && mark.test((await on.villani.get(record)).body);

  it('should each work where it can be ticked, and lead to nothing where it cannot', async () => {
    await allow(() => true);
    const wrong: string[] = [];
    for (const module of modules) {
      const record = module === 'HelpDesk' ? undefined : await recordOf(module);
      const ticket = module === 'HelpDesk' ? `/HelpDesk/${await createTicket(on.villani, 'Prova')}` : record;
      for (const name of PERMISSIONS) {
        const isThere = await works[name](module, { record: ticket });
        if (isThere !== isPossible(module, name)) wrong.push(`${module} ${name}: ${isThere}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('should each be refused while it is not ticked', async () => {
    const ticket = `/HelpDesk/${await createTicket(on.villani, 'Senza permessi')}`;
    await allow(() => false);
    const wrong: string[] = [];
    for (const module of modules) {
      const record = module === 'HelpDesk' ? ticket : await recordOf(module);
      for (const name of PERMISSIONS) {
        // New tickets are made for these two, which nobody may now.
        if (name === 'view' || name === 'reopen' || name === 'resolveColleagues') continue;
        if (await works[name](module, { record })) wrong.push(`${module} ${name}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('should leave nothing of a module whose «view» is not ticked', async () => {
    await changeProfile(on.test, ({ modules: rules }) => ({
      modules: rules.map((rule) => ({
        ...rule,
        permissions: { ...rule.permissions, view: false, export: true, create: true },
      })),
    }));
    for (const module of modules)
      for (const path of [`/${module}`, `/${module}.csv`, `/${module}/new`])
        assert.equal((await on.villani.get(path)).status, 404, path);
  });
});
