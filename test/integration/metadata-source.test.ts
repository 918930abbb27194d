import assert from 'node:assert/strict';
import type { FieldSchema, ModuleSchema } from '../../src/host/metadata/types.js';
import { eachHost, type TestHost } from '../support/databases.js';
import { PORTAL_MODULES } from '../support/portal-modules.js';
import { RecordLister } from '../support/record-lister.js';

eachHost('MetadataSource', (buildHost, hostName) => {
  let test: TestHost;

  before(async () => {
    test = await buildHost();
  });

  after(() => test?.close());

  const moduleOf = (name: string): ModuleSchema => {
    const module = test.host.metadata.current.module(name);
    assert.ok(module, name);
    return module;
  };
  const fieldOf = (module: string, name: string): FieldSchema => {
    const field = moduleOf(module).fields.get(name);
    assert.ok(field, `${module}.${name}`);
    return field;
  };

  describe('#current', () => {
    it('should know the thirteen modules in the old portal’s order', () => {
      const { settings } = test.host.metadata.current;
      assert.deepEqual(
        settings.modules.map((entry) => entry.module),
        PORTAL_MODULES,
      );
      for (const name of PORTAL_MODULES) {
        assert.ok(moduleOf(name).blocks.length > 0, name);
        assert.ok(moduleOf(name).entityFields.length > 0, name);
      }
    });

    it('should give fields the length, digits and kind of their columns', () => {
      const title = fieldOf('HelpDesk', 'ticket_title');
      assert.deepEqual([title.kind, title.maxLength, title.isMandatory, title.column], ['text', 255, true, 'title']);
      const hours = fieldOf('HelpDesk', 'hours');
      assert.deepEqual([hours.kind, hours.scale, hours.maxLength], ['number', 2, 5]);
      assert.equal(fieldOf('HelpDesk', 'solution').maxBytes, 65_535);
      assert.equal(fieldOf('HelpDesk', 'description').maxBytes, undefined);
      assert.equal(fieldOf('Documents', 'notes_title').maxLength, 50);
      assert.equal(fieldOf('Contacts', 'support_end_date').notBefore, 'support_start_date');
      assert.deepEqual(fieldOf('HelpDesk', 'parent_id').references.slice(0, 2), ['Contacts', 'Accounts']);
    });

    it('should join every extra table by its own id and leave comment tables out', () => {
      assert.equal(moduleOf('HelpDesk').fields.has('comments'), false);
      const tables = moduleOf('Contacts').extraTables;
      assert.ok(tables.some((entry) => entry.table === 'vte_customerdetails' && entry.idColumn === 'customerid'));
    });

    it('should offer the role’s picklist values in order, without the pseudo value', () => {
      const values = test.host.metadata.current.picklist(fieldOf('HelpDesk', 'ticketstatus'));
      assert.deepEqual(
        values.map((entry) => entry.value),
        ['Open', 'In Progress', 'Wait For Response', 'Answered by customer', 'Closed'],
      );
    });

    it('should translate labels and values by the CRM’s own tables', () => {
      const { labels } = test.host.metadata.current;
      const status = fieldOf('HelpDesk', 'ticketstatus');
      assert.equal(labels.defaultLanguage, 'it');
      assert.equal(labels.label('HelpDesk', 'HelpDesk', 'it'), 'Assistenza Clienti');
      assert.equal(labels.label('HelpDesk', 'Ticket No', 'it'), 'Nr. Ticket');
      assert.equal(labels.value(status, 'Wait For Response', 'it'), 'In Attesa Risposta');
      assert.equal(labels.value(status, 'Wait For Response', 'en'), 'Wait For Response');
      assert.equal(labels.value(status, 'unheard of', 'it'), 'unheard of');
    });

    it('should list the columns of the CRM’s ticket list', () => {
      assert.deepEqual(test.host.metadata.current.listFields(moduleOf('HelpDesk')), [
        'ticket_no',
        'ticket_title',
        'parent_id',
        'ticketstatus',
        'ticketpriorities',
        'assigned_user_id',
      ]);
    });

    it('should know the portal user and the company', () => {
      const { portalUser, company } = test.host.metadata.current;
      assert.equal(portalUser.userName, 'admin');
      assert.equal(company.name, 'Acme');
      assert.equal(company.vat, '1234567890');
    });
  });

  describe('#refresh', () => {
    it('should read again only after a change, and see the change', async () => {
      const { metadata } = test.host;
      assert.equal(await metadata.refresh(), false);
      await test.database('vte_field').where('fieldid', fieldOf('HelpDesk', 'hours').id).update({ presence: 1 });
      assert.equal(await metadata.refresh(), true);
      assert.equal(moduleOf('HelpDesk').fields.has('hours'), false);
      assert.equal(await metadata.refresh(), false);
    });

    it('should read again without asking when another fingerprint is told, also while it is asking', async () => {
      const { metadata } = test.host;
      const asked: string[] = [];
      const note = ({ sql }: { sql: string }): void => void asked.push(sql);
      const { fingerprint } = metadata.current;
      test.database.on('query', note);
      assert.equal(await metadata.refresh(fingerprint), false);
      assert.deepEqual(asked, []);
      test.database.removeListener('query', note);
      const before = metadata.current;
      assert.deepEqual(await Promise.all([metadata.refresh(), metadata.refresh('another')]), [false, true]);
      assert.notEqual(metadata.current, before);
      assert.equal(metadata.current.fingerprint, fingerprint);
    });

    it('should see a renamed label and a renamed picklist value', async () => {
      const { metadata } = test.host;
      await test
        .database('sdk_language')
        .where({ module: 'HelpDesk', language: 'it_it', label: 'Open' })
        .update({ trans_label: 'Apert&agrave;' });
      assert.equal(await metadata.refresh(), true);
      assert.equal(metadata.current.labels.value(fieldOf('HelpDesk', 'ticketstatus'), 'Open', 'it'), 'Apertà');
      await test
        .database('vte_ticketseverities')
        .where('ticketseverities', 'Minor')
        .update({ ticketseverities: 'Mino' });
      assert.equal(await metadata.refresh(), true);
      const values = metadata.current.picklist(fieldOf('HelpDesk', 'ticketseverities'));
      assert.ok(values.some((entry) => entry.value === 'Mino'));
    });

    it('should leave out a field whose column or picklist is gone', async () => {
      const { metadata } = test.host;
      await test
        .database('vte_field')
        .where('fieldid', fieldOf('HelpDesk', 'days').id)
        .update({ columnname: 'cf_gone' });
      await test.database.schema.dropTable('vte_ticketcategories');
      assert.equal(await metadata.refresh(), true);
      assert.equal(moduleOf('HelpDesk').fields.has('days'), false);
      assert.equal(moduleOf('HelpDesk').fields.has('ticketcategories'), false);
      assert.ok(moduleOf('HelpDesk').fields.has('ticketstatus'));
    });

    it('should lose a field alone with its table, its block or its reference’s module', async () => {
      const { metadata } = test.host;
      const id = fieldOf('Contacts', 'homephone').id;
      await test.database('vte_field').where('fieldid', id).update({ tablename: 'vte_gone' });
      const { table } = fieldOf('Contacts', 'birthday');
      await test.database.schema.renameTable(table, 'vte_elsewhere');
      await test.database('vte_fieldmodulerel').insert({ fieldid: id, module: 'Contacts', relmodule: 'Gone' });
      await test.database('vte_field').where('fieldid', fieldOf('Contacts', 'fax').id).update({ block: 99_999 });
      assert.equal(await metadata.refresh(), true);
      const { fields } = moduleOf('Contacts');
      assert.deepEqual([fields.has('homephone'), fields.has('birthday')], [false, false]);
      assert.ok(fields.has('lastname') && fields.has('email'));
      const lister = await RecordLister.create(test);
      const { records } = await lister.list({ fields: [...fields.values()] }, 'Contacts');
      assert.ok(records.length > 0);
      await test.database.schema.renameTable('vte_elsewhere', table);
      assert.equal(await metadata.refresh(), true);
      assert.ok(moduleOf('Contacts').fields.has('birthday'));
    });

    it('should lose a module alone with its table', async () => {
      const { metadata } = test.host;
      await test.database.schema.dropTable('vte_assets');
      assert.equal(await metadata.refresh(), true);
      assert.equal(metadata.current.module('Assets'), undefined);
      for (const name of PORTAL_MODULES.filter((module) => module !== 'Assets')) assert.ok(moduleOf(name), name);
    });

    it('should hide from customers what the portal user’s profile hides', async () => {
      const { metadata } = test.host;
      const severity = fieldOf('HelpDesk', 'ticketseverities').id;
      const status = fieldOf('HelpDesk', 'ticketstatus').id;
      const { roleid }: { roleid: string } = await test.database('vte_user2role').where('userid', 1).first('roleid');
      await test.database('vte_users').where('id', 1).update({ is_admin: 'off' });
      await test.database('vte_role2profile').where({ roleid }).delete();
      await test.database('vte_role2profile').insert({ roleid, profileid: 99 });
      await test.database('vte_def_org_field').whereIn('fieldid', [severity, status]).delete();
      await test.database('vte_def_org_field').insert([
        { tabid: 13, fieldid: severity, visible: 0, readonly: 0 },
        { tabid: 13, fieldid: status, visible: 0, readonly: 0 },
      ]);
      await test.database('vte_profile2field').insert([
        { profileid: 99, tabid: 13, fieldid: severity, visible: 1, readonly: 0 },
        { profileid: 99, tabid: 13, fieldid: status, visible: 0, readonly: 0 },
      ]);
      assert.equal(await metadata.refresh(), true);
      assert.equal(fieldOf('HelpDesk', 'ticketseverities').visibleToPortalUser, false);
      assert.equal(fieldOf('HelpDesk', 'ticketstatus').visibleToPortalUser, true);
    });

    if (hostName === 'MariaDB') {
      it('should know a custom field and a custom module without code', async () => {
        const { metadata } = test.host;
        await test.database.raw('create table vte_giro (giroid int primary key, nome varchar(60), cliente int)');
        await test.database('vte_tab').insert({
          tabid: 900,
          name: 'Giro',
          presence: 0,
          tablabel: 'Giri',
          isentitytype: 1,
          tabsequence: 900,
        });
        await test
          .database('vte_blocks')
          .insert({ blockid: 9000, tabid: 900, panelid: 0, blocklabel: 'LBL_GIRO', sequence: 1 });
        await test.database('vte_entityname').insert({
          tabid: 900,
          modulename: 'Giro',
          tablename: 'vte_giro',
          fieldname: 'nome',
          entityidfield: 'giroid',
          entityidcolumn: 'giroid',
        });
        const field = {
          tabid: 900,
          tablename: 'vte_giro',
          generatedtype: 1,
          readonly: 1,
          presence: 2,
          selected: 0,
          block: 9000,
          displaytype: 1,
        };
        await test.database('vte_field').insert([
          {
            ...field,
            fieldid: 90_001,
            columnname: 'nome',
            fieldname: 'nome',
            fieldlabel: 'Nome giro',
            uitype: 1,
            typeofdata: 'V~M',
            sequence: 1,
          },
          {
            ...field,
            fieldid: 90_002,
            columnname: 'cliente',
            fieldname: 'cliente',
            fieldlabel: 'Cliente',
            uitype: 10,
            typeofdata: 'I~O',
            sequence: 2,
          },
        ]);
        await test.database('vte_fieldmodulerel').insert({ fieldid: 90_002, module: 'Giro', relmodule: 'Contacts' });
        await test.database('vte_crmentity').insert({ crmid: 90_100, setype: 'Giro', smownerid: 1, deleted: 0 });
        await test.database('vte_crmentity').insert({ crmid: 90_101, setype: 'Giro', smownerid: 1, deleted: 0 });
        await test.database('vte_giro').insert([
          { giroid: 90_100, nome: 'Mio', cliente: 21 },
          { giroid: 90_101, nome: 'Altrui', cliente: 23 },
        ]);
        assert.equal(await metadata.refresh(), true);
        const module = moduleOf('Giro');
        assert.deepEqual(metadata.current.listFields(module), ['nome', 'cliente']);
        const scope = { kind: 'customer', contactId: 21, accountId: 19, includesCompany: true } as const;
        const query = { module, scope, fields: [...module.fields.values()], filters: [], anyOf: [], sort: undefined };
        const { records } = await test.host.records.list({ ...query, limit: 10, offset: 0 });
        assert.deepEqual(
          records.map((record) => record.values.nome),
          ['Mio'],
        );
      });
    }
  });
});
