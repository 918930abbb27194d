import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PERMISSIONS } from '../../../../src/access/possible-actions.js';
import { type Profile, type ProfileInput, profileSchema } from '../../../../src/access/profile-schema.js';
import { announcementsForm } from '../../../../src/features/admin/profile-editor/announcements-form.js';
import { fieldParts } from '../../../../src/features/admin/profile-editor/field-parts.js';
import { fieldsForm } from '../../../../src/features/admin/profile-editor/fields-form.js';
import { generalForm } from '../../../../src/features/admin/profile-editor/general-form.js';
import { COLOURS, homeForm } from '../../../../src/features/admin/profile-editor/home-form.js';
import { moduleLookForm } from '../../../../src/features/admin/profile-editor/module-look-form.js';
import { modulesForm } from '../../../../src/features/admin/profile-editor/modules-form.js';
import { optionsForm } from '../../../../src/features/admin/profile-editor/options-form.js';
import type { EditorFacts, EditorForm, FormTexts } from '../../../../src/features/admin/profile-editor/typed-form.js';
import type { FieldSchema, ModuleSchema } from '../../../../src/host/metadata/types.js';
import { createForm } from '../../../../src/web/form.js';
import { buildField, buildMetadataSource, buildModule, buildProfile } from '../../../support/access-builders.js';

const kinds = [
  'text',
  'picklist',
  'multiPicklist',
  'date',
  'checkbox',
  'number',
  'reference',
  'owner',
  'secret',
] as const;
const fields: readonly FieldSchema[] = [
  ...kinds.map((kind) => buildField(`f_${kind}`, { kind, maxLength: 100 })),
  buildField('parent_id', { kind: 'reference' }),
  buildField('demanded', { isMandatory: true }),
  buildField('unseen', { visibleToPortalUser: false }),
  buildField('special', { displayType: 3 }),
  buildField('constructor'),
];
const ticket = buildModule('HelpDesk', fields);
const wide = buildModule(
  'Documents',
  Array.from({ length: 120 }, (_one, index) =>
    buildField(`w${index}`, { blockId: 1 + (index % 3), kind: index % 10 === 0 ? 'multiPicklist' : 'text' }),
  ),
  { blocks: [1, 2].map((id) => ({ id, panelId: 1, label: `B${id}`, inCreate: true, inEdit: true, inDetail: true })) },
);
const modules: readonly ModuleSchema[] = [ticket, wide, buildModule('Quotes', []), buildModule('Faq', [])];
const source = buildMetadataSource(modules, [], ['f_text', 'gone', 'f_date']);
const facts: EditorFacts = {
  metadata: {
    ...source.current,
    picklist: () => [{ value: 'Low' }, { value: 'High' }],
    staff: {
      users: [{ id: 1, userName: 'admin', name: 'Administrator', roleId: 'H2', isActive: true }],
      groups: [{ id: 2, name: 'Support' }],
    },
  },
  languages: ['de', 'en', 'it'],
  language: 'it',
};

const parts = (module: ModuleSchema): EditorForm[] =>
  fieldParts(module).map((part) =>
    fieldsForm(
      facts,
      module,
      part.flatMap((section) => section.fields),
    ),
  );
const forms = (): Record<string, EditorForm[]> => ({
  general: [generalForm],
  modules: [modulesForm(facts)],
  fields: [ticket, wide].flatMap(parts),
  look: modules.map((module) => moduleLookForm(facts, module)),
  home: [homeForm(facts)],
  announcements: [announcementsForm(facts)],
  options: [optionsForm(facts)],
});

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const lines = fc.oneof(text, fc.constant(' a\nb '), fc.constant(''));
const texts = fc.dictionary(fc.constantFrom('it', 'en', 'sv', 'xx', '__proto__'), text, { noNullPrototype: true });
const anyField = fc.constantFrom(...fields.map(({ name }) => name), 'gone', 'w0', 'w119');
const fieldRule = fc.record(
  {
    shown: fc.boolean(),
    form: fc.constantFrom('hidden' as const, 'readonly' as const, 'writable' as const, 'mandatory' as const),
    preset: fc.oneof(text, fc.constantFrom('Low', 'Low |##| High', '1', '0', '2026-11-25', ' x\r\ny')),
  },
  { requiredKeys: ['shown', 'form'] },
);
const moduleRule = fc.record(
  {
    module: fc.constantFrom('HelpDesk', 'Documents', 'Quotes', 'Faq', 'Vanished'),
    scope: fc.constantFrom('own' as const, 'company' as const),
    permissions: fc.record(
      Object.fromEntries(PERMISSIONS.map((name) => [name, fc.boolean()])) as Record<
        (typeof PERMISSIONS)[number],
        fc.Arbitrary<boolean>
      >,
    ),
    label: texts,
    icon: fc.constantFrom('lifebuoy', 'an-old-one', ''),
    listColumns: fc.array(anyField, { maxLength: 20 }),
    sort: fc.constantFrom('f_text', '-f_date', 'gone', '-gone', ''),
    pageSize: fc.constantFrom(10 as const, 20 as const, 50 as const, 100 as const),
    fields: fc.dictionary(anyField, fieldRule, { noNullPrototype: true }),
  },
  { requiredKeys: ['module', 'permissions', 'pageSize', 'fields'] },
);
const target: fc.Arbitrary<NonNullable<ProfileInput['homeButtons']>[number]['target']> = fc.oneof(
  fc.record({ kind: fc.constant('list' as const), module: fc.constantFrom('HelpDesk', 'Gone'), query: text }),
  fc.record({ kind: fc.constant('new' as const), module: fc.constantFrom('Documents', 'Gone') }),
  fc.record({ kind: fc.constant('address' as const), href: fc.webUrl({ validSchemes: ['http', 'https'] }) }),
);
const day = fc.constantFrom('2026-01-31', '2024-02-29', '2027-12-01');
const bytes = fc.integer({ min: 1, max: 2 ** 40 });
const input: fc.Arbitrary<ProfileInput> = fc.record(
  {
    name: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }).filter((name) => name.trim() !== ''),
    scope: fc.constantFrom('own' as const, 'company' as const),
    otherFields: fc.constantFrom('as-portal-user' as const, 'hidden' as const),
    modules: fc.uniqueArray(moduleRule, { selector: (rule) => rule.module }),
    interface: fc.constantFrom(1 as const, 2 as const),
    homeButtons: fc.array(
      fc.record({ label: texts, icon: fc.constantFrom('plus', 'odd'), colour: fc.constantFrom(...COLOURS), target }),
      { maxLength: 12 },
    ),
    announcements: fc.array(
      fc.record(
        {
          text: fc.dictionary(fc.constantFrom('it', 'en', 'sv'), fc.constantFrom('Chiuso', 'a\nb', 'c'), {
            minKeys: 1,
            noNullPrototype: true,
          }),
          from: day,
          to: day,
          kind: fc.constantFrom('info' as const, 'warn' as const),
        },
        { requiredKeys: ['text', 'kind'] },
      ),
      { maxLength: 5 },
    ),
    languages: fc.uniqueArray(fc.constantFrom('it', 'en', 'de', 'sv')),
    ticketOwner: fc.record({
      kind: fc.constantFrom('user' as const, 'group' as const),
      name: fc.constantFrom('admin', 'Support', 'left'),
    }),
    picklistUser: fc.constantFrom('admin', 'left'),
    uploads: fc.record({
      extensions: fc.array(fc.stringMatching(/^[a-z0-9]{1,10}$/), { maxLength: 5 }),
      maxFileBytes: bytes,
      maxFiles: fc.integer({ min: 1, max: 50 }),
      maxTicketBytes: bytes,
      maxDayBytes: bytes,
    }),
  },
  { requiredKeys: ['name', 'scope', 'otherFields', 'modules'] },
);

/** What a browser makes of a form: line breaks as it sends them. */
function sent(form: EditorForm, document: Profile): ReturnType<typeof createForm> {
  const shown = form.write(document);
  return createForm(
    new Map([...shown].map(([name, all]) => [name, all.map((one) => one.replace(/\r?\n/g, '\r\n'))])),
    [],
  );
}

/** A document's form with some of its fields changed; undefined takes one away. */
function changed(form: EditorForm, document: Profile, changes: Record<string, string | undefined>) {
  const shown: FormTexts = form.write(document);
  for (const [name, value] of Object.entries(changes))
    if (value === undefined) shown.delete(name);
    else shown.set(name, [value]);
  return form.read(createForm(shown, []), document);
}

const codes = (result: ReturnType<EditorForm['read']>): string[] =>
  result.faults.map(({ field, code }) => `${field} ${code.replace(/^.*[:.]/, '')}`);

describe('The profile editor’s forms', () => {
  for (const [name, all] of Object.entries(forms())) {
    it(`should save any profile unchanged that was shown and sent as it is: ${name}`, () => {
      fc.assert(
        fc.property(input, (given) => {
          const document = profileSchema.parse(given);
          for (const form of all) {
            const read = form.read(sent(form, document), document);
            assert.deepEqual(read.faults, []);
            assert.deepEqual(JSON.parse(JSON.stringify(read.document)), JSON.parse(JSON.stringify(document)));
          }
        }),
        { numRuns: 150 },
      );
    });

    it(`should make of any answer a profile that is valid, or say what is wrong: ${name}`, () => {
      const junk = fc.oneof(
        lines,
        fc.constantFrom('__proto__', 'javascript:alert(1)', 'up:0', 'remove:1', 'add', '999', '-1'),
      );
      fc.assert(
        fc.property(input, fc.infiniteStream(fc.tuple(fc.integer({ min: 0, max: 9 }), junk)), (given, stream) => {
          const document = profileSchema.parse(given);
          for (const form of all) {
            const texts = form.write(document);
            texts.set('step', ['']);
            for (const key of texts.keys()) {
              const [dice, value] = stream.next().value as [number, string];
              if (dice === 0) texts.set(key, [value]);
              else if (dice === 1) texts.delete(key);
            }
            const read = form.read(createForm(texts, []), document);
            if (read.faults.length === 0) profileSchema.parse(read.document);
          }
        }),
        { numRuns: 150 },
      );
    });
  }

  it('should keep every part of a module with 120 fields within what a form may hold', () => {
    const all = fieldParts(wide);
    assert.ok(all.length > 1);
    assert.deepEqual(new Set(all.flat().flatMap((section) => section.fields)), new Set(wide.fields.values()));
    const everything = Object.fromEntries(
      [...wide.fields.keys()].map((name) => [
        name,
        { shown: true, form: 'mandatory' as const, preset: 'Low |##| High' },
      ]),
    );
    const permissions = { view: true };
    const listColumns = [...wide.fields.keys()].slice(0, 20);
    const document = buildProfile({ modules: [{ module: 'Documents', permissions, fields: everything, listColumns }] });
    for (const form of parts(wide)) {
      const values = [...form.write(document).values()].flat();
      assert.ok(values.length < 190, `${values.length} fields`);
    }
  });

  it('should keep the matrix and twelve buttons in every language within what a form may hold', () => {
    const languages = ['it', 'en', 'de', 'fr', 'es', 'pt', 'nl', 'pl'];
    const label = Object.fromEntries(languages.map((code) => [code, code]));
    const button = { label, icon: 'plus', target: { kind: 'address', href: 'https://acme.example/' } } as const;
    const document = buildProfile({ homeButtons: Array.from({ length: 12 }, () => button) });
    const texts = homeForm({ ...facts, languages }).write(document);
    assert.ok(texts.size < 190, `${texts.size} fields`);
  });

  describe('modules', () => {
    const form = modulesForm(facts);
    const document = buildProfile({
      modules: ['HelpDesk', 'Quotes'].map((module) => ({ module, permissions: { view: true } })),
    });
    const order = (result: ReturnType<EditorForm['read']>): string[] =>
      result.document.modules.map((rule) => rule.module);

    it('should move a module by a button and keep everything else that was ticked', () => {
      const moved = changed(form, document, { step: 'up:Quotes', 'can.HelpDesk.create': '1' });
      assert.deepEqual(order(moved), ['Quotes', 'HelpDesk']);
      assert.equal(moved.document.modules[1]?.permissions.create, true);
      assert.deepEqual(order(changed(form, document, { step: 'up:HelpDesk' })), ['HelpDesk', 'Quotes']);
      assert.deepEqual(order(changed(form, document, { step: 'down:Nothing' })), ['HelpDesk', 'Quotes']);
    });

    it('should put a module that is new at the end, and start its form as an imported one', () => {
      const added = changed(form, document, { 'can.Documents.view': '1', 'can.Documents.create': '1' }).document;
      assert.equal(added.modules[2]?.module, 'Documents');
      assert.equal(added.modules[2]?.permissions.create, true);
      assert.equal(added.modules[2]?.fields.notes_title?.form, 'mandatory');
    });

    it('should not take what the portal never does in a module, nor a module that is not there', () => {
      const tried = changed(form, document, {
        'can.Quotes.delete': '1',
        'can.Quotes.__proto__': '1',
        'can.Users.view': '1',
        'can.__proto__.view': '1',
        order: 'Users,__proto__,Quotes,HelpDesk',
      });
      assert.deepEqual(order(tried), ['Quotes', 'HelpDesk']);
      assert.equal(tried.document.modules[0]?.permissions.delete, false);
      assert.equal(Object.hasOwn(tried.document.modules[0]?.permissions ?? {}, '__proto__'), false);
    });

    it('should keep a module’s settings when it is switched off', () => {
      const off = changed(form, document, { 'can.HelpDesk.view': undefined });
      assert.deepEqual(order(off), ['HelpDesk', 'Quotes']);
      assert.equal(off.document.modules[0]?.permissions.view, false);
    });
  });

  describe('fields', () => {
    const document = buildProfile({ modules: [{ module: 'HelpDesk', permissions: { view: true } }] });
    const [form] = parts(ticket) as [EditorForm];
    const rule = (result: ReturnType<EditorForm['read']>, name: string) => result.document.modules[0]?.fields[name];

    it('should judge a preset as the form of a record does', () => {
      for (const [name, value] of [
        ['f_date', '31-02-2026'],
        ['f_number', 'dieci'],
        ['f_picklist', 'Highest'],
        ['f_multiPicklist', 'Nothing'],
        ['f_text', 'x'.repeat(101)],
        ['f_text', 'una 🌻'],
      ] as const) {
        const { faults } = changed(form, document, { [`preset.${name}`]: value });
        assert.deepEqual(
          faults.map(({ field }) => field),
          [`preset.${name}`],
        );
      }
      const good = changed(form, document, { 'preset.f_picklist': 'High', 'form.f_picklist': 'readonly' });
      assert.deepEqual(rule(good, 'f_picklist'), { shown: true, form: 'readonly', preset: 'High' });
    });

    it('should leave alone what cannot be said of a field', () => {
      const tried = changed(form, document, {
        'form.parent_id': 'writable',
        'preset.parent_id': '7',
        'page.unseen': undefined,
        'form.unseen': 'writable',
        'list.special': '1',
        'form.nowhere': 'writable',
        'form.constructor': 'nonsense',
      });
      assert.deepEqual(tried.document, document);
      assert.deepEqual(tried.faults, []);
    });

    it('should not read a field that was made while the page was open', () => {
      const shown = form.write(document);
      const rows = shown.get('rows')?.[0]?.replace('f_text,', '') ?? '';
      const left = changed(form, document, { rows, 'page.f_text': undefined, 'list.f_text': undefined });
      assert.deepEqual(left.document, document);
    });

    it('should make the CRM’s columns the profile’s own once a box is changed', () => {
      const fewer = changed(form, document, { 'list.f_date': undefined, 'list.demanded': '1' });
      assert.deepEqual(fewer.document.modules[0]?.listColumns, ['f_text', 'gone', 'demanded']);
    });
  });

  describe('home buttons', () => {
    const form = homeForm(facts);
    const document = buildProfile({
      modules: [{ module: 'HelpDesk', permissions: { view: true } }],
      homeButtons: [
        { label: { it: 'Uno', sv: 'Ett' }, icon: 'plus', target: { kind: 'list', module: 'HelpDesk' } },
        { label: { it: 'Due' }, icon: 'star', target: { kind: 'address', href: 'https://acme.example/' } },
      ],
    });

    it('should refuse other icons, colours, targets and addresses', () => {
      const wrong = {
        '0.icon': 'evil',
        '0.colour': 'p-x',
        '0.target': 'list:Users',
        '1.href': 'javascript:alert(1)',
      };
      assert.deepEqual(codes(changed(form, document, wrong)), [
        '0.icon icon',
        '0.colour colour',
        '0.target target',
        '1.href address',
      ]);
      for (const href of ['http://acme.example', 'https://', '//acme.example', 'https://a b', 'data:text/html,x', ''])
        assert.deepEqual(codes(changed(form, document, { '1.href': href })), ['1.href address'], href);
      assert.deepEqual(codes(changed(form, document, { '0.target': 'new:HelpDesk' })), ['0.target target']);
    });

    it('should take a list’s whole address for its query', () => {
      const read = changed(form, document, {
        '0.query': 'https://x.example/portal/HelpDesk?f.ticketstatus=Aperto&sort=-ticket_no#top',
      });
      assert.deepEqual(read.document.homeButtons[0]?.target, {
        kind: 'list',
        module: 'HelpDesk',
        query: 'f.ticketstatus=Aperto&sort=-ticket_no',
      });
      assert.deepEqual(codes(changed(form, document, { '0.query': '"><script>' })), ['0.query query']);
    });

    it('should add, move and remove buttons, and forget a new one that was left blank', () => {
      const fresh = { '2.target': 'address', '2.icon': 'plus', '2.colour': 'c-blue' };
      assert.equal(changed(form, document, fresh).document.homeButtons.length, 2);
      const added = changed(form, document, {
        ...fresh,
        '2.label.it': ' Tre ',
        '2.href': 'https://b.example',
        step: 'up:2',
      });
      assert.deepEqual(
        added.document.homeButtons.map((button) => button.label.it),
        ['Uno', 'Tre', 'Due'],
      );
      const removed = changed(form, document, { step: 'remove:0' }).document;
      assert.deepEqual(
        removed.homeButtons.map((button) => button.label.it),
        ['Due'],
      );
    });

    it('should demand a label, and keep that of a language the portal does not speak', () => {
      assert.deepEqual(codes(changed(form, document, { '1.label.it': ' ' })), ['1.label.it labelMissing']);
      assert.deepEqual(changed(form, document, { '0.label.en': 'One' }).document.homeButtons[0]?.label, {
        it: 'Uno',
        sv: 'Ett',
        en: 'One',
      });
    });
  });

  it('should refuse an announcement without words, and one that ends before it begins', () => {
    const document = buildProfile({ announcements: [{ text: { it: 'Chiuso' } }] });
    const form = announcementsForm(facts);
    assert.deepEqual(codes(changed(form, document, { '0.text.it': '' })), ['0.text.it textMissing']);
    assert.deepEqual(codes(changed(form, document, { '0.from': '2026-12-24', '0.to': '2026-12-01' })), ['0.to days']);
    assert.deepEqual(codes(changed(form, document, { '0.from': '2026-02-30' })), ['0.from day']);
  });

  it('should refuse sizes, counts, types and staff that cannot be', () => {
    const form = optionsForm(facts);
    const document = buildProfile();
    const wrong = {
      maxFileBytes: '-1',
      maxFiles: '51',
      extensions: 'pdf, .e x_e',
      ticketOwner: 'user:nobody',
      picklistUser: 'nobody',
    };
    assert.deepEqual(codes(changed(form, document, wrong)).sort(), [
      'extensions extension',
      'maxFileBytes megabytes',
      'maxFiles count',
      'picklistUser staff',
      'ticketOwner staff',
    ]);
    const good = changed(form, document, {
      maxFileBytes: '1,5',
      extensions: '*.PDF; .png pdf',
      ticketOwner: 'group:Support',
    });
    assert.deepEqual(good.faults, []);
    assert.equal(good.document.uploads.maxFileBytes, 1.5 * 1024 * 1024);
    assert.deepEqual(good.document.uploads.extensions, ['pdf', 'png']);
    assert.deepEqual(good.document.ticketOwner, { kind: 'group', name: 'Support' });
  });
});
