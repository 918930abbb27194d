import type { RecordTrace, RelationTrace } from '../../../host/host-adapter.js';
import type { ExplainedRule } from './explanation.js';

/** The rules about whose a record is, as far as it takes to come to an answer. */
export function relationRules(trace: RecordTrace, scope: 'own' | 'company'): readonly ExplainedRule[] {
  if (trace.isPublic) return [{ rule: 'public', outcome: 'yes' }];
  if (!trace.hasWays) return [{ rule: 'noWay', outcome: 'no' }];
  if (trace.relations.length === 0) return [{ rule: 'unrelated', outcome: 'no' }];
  const find = (reach: RelationTrace['reach'], isShared: boolean): RelationTrace | undefined =>
    trace.relations.find((entry) => entry.reach === reach && (entry.kind === 'participant') === isShared);
  const own = find('own', false);
  if (own) return [{ rule: 'own', outcome: 'yes', relation: own }];
  const shared = find('own', true) ?? find('company', true);
  const company = find('company', false);
  const stranger = trace.relations.find(({ reach }) => reach === 'none');
  const notOwn: ExplainedRule = {
    rule: 'own',
    outcome: company || shared ? 'aside' : 'no',
    relation: company ?? stranger,
  };
  if (!company && !shared) return [notOwn, { rule: 'company', outcome: 'no', relation: stranger }];
  const isEnough = scope === 'company' || shared !== undefined;
  const scoped: ExplainedRule = {
    rule: 'scope',
    scope,
    outcome: scope === 'company' ? 'yes' : isEnough ? 'aside' : 'no',
  };
  return [
    notOwn,
    ...(company ? [{ rule: 'company' as const, outcome: 'yes' as const, relation: company }, scoped] : []),
    ...(shared && scope === 'own' ? [{ rule: 'participant' as const, outcome: 'yes' as const, relation: shared }] : []),
  ];
}
