import assert from 'node:assert/strict';
import {
  followForm,
  followRecords,
  followShown,
  type RuleFacts,
  seekableFields,
} from '../../../src/access/conditional-rules.js';
import type { FormField } from '../../../src/access/permissions.js';
import type { ConditionalRule, RuleCondition, RuleEffect } from '../../../src/host/metadata/types.js';
import { buildField, buildMetadataSource, buildModule } from '../../support/access-builders.js';

const status = buildField('status');
const solution = buildField('solution');
const hours = buildField('hours');
const customer = buildField('customer', { kind: 'reference', uitype: 10 });
const fields = [status, solution, hours, customer];
const module = buildModule('HelpDesk', fields);
const { labels } = buildMetadataSource([module]).current;

function factsOf(values: RuleFacts['values'], shown = labels): RuleFacts {
  return { module, values, references: new Map([[21, { name: 'Villani Francesco' }]]), labels: shown };
}

function ruleOf(condition: Partial<RuleCondition> | undefined, effect: Partial<RuleEffect>): ConditionalRule {
  return {
    conditions: condition ? [{ field: 'status', criterion: 4, value: 'Open', ...condition }] : [],
    effects: [{ field: 'solution', isVisible: true, isWritable: true, isMandatory: false, ...effect }],
  };
}

function namesOf(rules: readonly ConditionalRule[], facts: RuleFacts): string[] {
  return followShown(fields, rules, facts).map((field) => field.name);
}

const hiding = (condition: Partial<RuleCondition> | undefined): ConditionalRule[] => [
  ruleOf(condition, { isVisible: false }),
];

describe('Conditional rules', () => {
  describe('#followShown', () => {
    it('should hide a field while the rule’s conditions hold, and only then', () => {
      assert.deepEqual(namesOf(hiding({}), factsOf({ status: 'Open' })), ['status', 'hours', 'customer']);
      assert.equal(namesOf(hiding({}), factsOf({ status: 'Closed' })).length, 4);
      assert.equal(namesOf(hiding({}), factsOf({})).length, 4);
    });

    it('should need all conditions, and none for a rule without any', () => {
      const [rule] = hiding({});
      assert.ok(rule);
      const both = { ...rule, conditions: [...rule.conditions, { field: 'hours', criterion: 3, value: '10' }] };
      assert.equal(namesOf([both], factsOf({ status: 'Open', hours: '9.50' })).length, 4);
      assert.equal(namesOf([both], factsOf({ status: 'Open', hours: '10.50' })).length, 3);
      assert.equal(namesOf(hiding(undefined), factsOf({})).length, 3);
    });

    for (const [criterion, value, stored, holds] of [
      [0, '2', '2.00', true],
      [0, '2', '10', false],
      [1, '10', '9', true],
      [2, '2026-01-01', '2025-12-31', false],
      [3, '2026-01-01', '2026-01-02', true],
      [4, '2', '2.00', true],
      [5, 'Open', 'Closed', true],
      [5, 'Open', 'Open', false],
      [6, 'pro', 'In PROgress', true],
      [7, 'pro', 'In Progress', false],
      [42, 'Open', 'Open', false],
    ] as const) {
      it(`should read criterion ${criterion}: «${stored}» against «${value}»`, () => {
        const shown = namesOf(hiding({ criterion, value }), factsOf({ status: stored }));
        assert.equal(shown.includes('solution'), !holds);
      });
    }

    it('should compare values as the CRM shows them, references by their name', () => {
      const italian = { ...labels, label: (_module: string, key: string) => (key === 'Open' ? 'Aperto' : key) };
      assert.equal(namesOf(hiding({ value: 'Aperto' }), factsOf({ status: 'Open' }, italian)).length, 3);
      const named = hiding({ field: 'customer', criterion: 6, value: 'villani' });
      assert.equal(namesOf(named, factsOf({ customer: '21' })).length, 3);
      assert.equal(namesOf(named, factsOf({ customer: '22' })).length, 4);
    });
  });

  describe('#seekableFields', () => {
    const seekable = (rules: readonly ConditionalRule[], named = module): string[] =>
      seekableFields(fields, rules, named).map((field) => field.name);

    it('should leave out what some rule can hide, and nothing for rules that close or demand', () => {
      assert.deepEqual(seekable(hiding({ value: 'Never' })), ['status', 'hours', 'customer']);
      assert.equal(seekable([ruleOf({}, { isWritable: false }), ruleOf({}, { isMandatory: true })]).length, 4);
    });

    it('should keep the fields a record is named and numbered by', () => {
      assert.equal(seekable(hiding({}), { ...module, entityFields: ['solution'] }).length, 4);
      assert.equal(seekable(hiding({}), { ...module, numberField: 'solution' }).length, 4);
    });
  });

  describe('#followRecords', () => {
    it('should empty the cells of the records whose page hides the field', () => {
      const records = ['Open', 'Closed'].map((value, index) => ({
        id: index,
        module: 'HelpDesk',
        ownerId: 1,
        values: { status: value, solution: 'segreta' },
      }));
      const followed = followRecords(records, hiding({}), { module, references: new Map(), labels });
      assert.deepEqual(
        followed.map((record) => record.values.solution),
        [null, 'segreta'],
      );
    });
  });

  describe('#followForm', () => {
    const form = (state: FormField['form']): FormField[] => [{ field: solution, form: state, preset: undefined }];
    const stateAfter = (state: FormField['form'], ...effects: Partial<RuleEffect>[]): string | undefined => {
      const rules = effects.map((effect) => ruleOf({}, effect));
      return followForm(form(state), rules, factsOf({ status: 'Open' }))[0]?.form;
    };

    it('should hide, close and demand fields', () => {
      assert.equal(stateAfter('writable', { isVisible: false }), undefined);
      assert.equal(stateAfter('writable', { isWritable: false, isMandatory: true }), 'readonly');
      assert.equal(stateAfter('writable', { isMandatory: true }), 'mandatory');
      assert.equal(stateAfter('mandatory', {}), 'mandatory');
    });

    it('should take the strictest of several rules', () => {
      assert.equal(stateAfter('writable', { isMandatory: true }, { isWritable: false }), 'readonly');
      assert.equal(stateAfter('writable', { isMandatory: true }, { isMandatory: false }), 'writable');
    });

    it('should never open what the profile keeps closed', () => {
      assert.equal(stateAfter('readonly', { isMandatory: true }), 'readonly');
    });
  });
});
