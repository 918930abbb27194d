import type { FormPlan } from './form-service.js';

/** The form of a new record with what its address says (`in.<field>=<id>`), where the form offers it. */
export function preselect(plan: FormPlan, within: ReadonlyMap<string, string>): FormPlan {
  const offered = [...within].filter(([name, value]) =>
    plan.choices.get(name)?.some((choice) => String(choice.id) === value),
  );
  return offered.length === 0 ? plan : { ...plan, texts: { ...plan.texts, ...Object.fromEntries(offered) } };
}
