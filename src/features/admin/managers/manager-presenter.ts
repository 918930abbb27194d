import type { WallClock } from '../../../core/clock.js';
import { formatDateTime } from '../../../core/date-text.js';
import type { FieldFault } from '../../../core/errors.js';
import type { ControlView, ErrorSummaryView, LinkView } from '../../../core/view-types.js';
import type { AuditLine } from '../../../store/audit-store.js';
import type { ProfileSummary } from '../../../store/profile-store.js';
import { faultSummary, labelledControl } from '../../form-parts.js';
import type { PresenterContext } from '../../present-context.js';
import type { TypedManager } from './manager-form.js';

type Context = Pick<PresenterContext, 't' | 'path'>;

/** `partials/admin/manager`: whether a contact manages their company, and what managers did. */
export interface ManagerCardView {
  readonly action: string;
  /** Why it cannot be set, in place of the form. */
  readonly impossible?: string;
  readonly controls: readonly ControlView[];
  readonly acts: readonly { readonly time: string; readonly text: string }[];
}

/** `pages/admin/manager`: the same on a page of its own, for what came back refused. */
export interface ManagerPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly errors?: ErrorSummaryView;
  readonly manager: ManagerCardView;
}

/** What the card is made of. */
export interface ManagerFacts {
  readonly contactId: number;
  readonly name: string;
  readonly hasCompany: boolean;
  readonly typed: TypedManager;
  readonly profiles: readonly Pick<ProfileSummary, 'id' | 'name'>[];
  readonly faults: readonly FieldFault[];
  readonly acts: readonly AuditLine[];
}

/** The card of a contact's page. */
export function presentManagerCard(facts: ManagerFacts, wallClock: WallClock, { t, path }: Context): ManagerCardView {
  const { typed, profiles, acts } = facts;
  const control = (
    kind: ControlView['control'],
    name: string,
    value: string,
    more: Partial<ControlView>,
  ): ControlView => ({
    ...labelledControl(kind, name, t(`colleagues:admin.${name}`), { value, faults: facts.faults, t }),
    id: controlPlace(name),
    ...more,
  });
  return {
    action: path(`/admin/contacts/${facts.contactId}/manager`),
    ...(facts.hasCompany ? {} : { impossible: t('colleagues:faults.noCompany') }),
    controls: [
      control('checkbox', 'manager', '1', { isChecked: typed.isManager, hint: t('colleagues:admin.managerHint') }),
      control('number', 'most', typed.most, { hint: t('colleagues:admin.mostHint') }),
      control('select', 'profile', typed.profile, {
        options: [
          { value: '', text: t('colleagues:admin.defaultProfile'), isSelected: typed.profile === '' },
          ...profiles.map(({ id, name }) => ({ value: id, text: name, isSelected: id === typed.profile })),
        ],
      }),
    ],
    acts: acts.map((line) => ({
      time: formatDateTime(wallClock.format(line.at)),
      text: t(`colleagues:admin.acts.${actName(line.action)}`, { who: line.actor.name, whom: line.subject ?? '' }),
    })),
  };
}

/** The page with the card alone. */
export function presentManagerPage(facts: ManagerFacts, wallClock: WallClock, context: Context): ManagerPageView {
  const { t, path } = context;
  return {
    back: { href: path(`/admin/contacts/${facts.contactId}`), text: facts.name },
    title: t('colleagues:admin.title'),
    ...faultSummary(facts.faults, t, controlPlace),
    manager: presentManagerCard(facts, wallClock, context),
  };
}

/** The contact's page has controls of the same names. */
function controlPlace(name: string): string {
  return `f-manager-${name}`;
}

const ACTS: ReadonlySet<string> = new Set(['invited', 'suspended', 'linkSent']);

function actName(action: string): string {
  const name = action.slice(action.indexOf('.') + 1);
  return ACTS.has(name) ? name : 'other';
}
