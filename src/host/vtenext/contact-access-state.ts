import type { Knex } from 'knex';
import type { AccessRules } from '../contract/contact-access.js';
import type { HostContext } from './host-context.js';

/** Before this day lie only zero dates. */
const FIRST_DATE = '1000-01-01';
/** Before this moment lie only zero times. */
export const FIRST_TIME = '1970-01-02 00:00:00';

/** A contact's state as an expression over the rows of `contactRows`; `accessStateOf` says the same of one contact. */
export function stateExpression({ knex, models }: HostContext, { days, tables }: AccessRules): Knex.Raw {
  const { Contact, CustomerAccess, PortalInfo } = models;
  const { logins, mails } = tables;
  const [start, end] = [CustomerAccess.columnOf('supportStart'), CustomerAccess.columnOf('supportEnd')];
  const id = Contact.columnOf('id');
  const invitation = knex({ m: mails.table })
    .where(`m.${mails.contact}`, knex.ref(id))
    .where(`m.${mails.kind}`, mails.invitation);
  const newest = invitation.clone().select(`m.${mails.state}`).orderBy(`m.${mails.id}`, 'desc').limit(1);
  const hasPassword = knex({ l: logins.table })
    .where(`l.${logins.contact}`, knex.ref(id))
    .whereNotNull(`l.${logins.passwordChangedAt}`)
    .select(knex.raw('1'));
  return knex.raw(
    `case
      when coalesce(??, '0') <> '1' or coalesce(??, 0) <> 1 then
        case when trim(coalesce(??, '')) = '' then 'noEmail' else 'off' end
      when coalesce(??, '') = '' or ?? < ? then 'undated'
      when ?? is not null and ?? > ? then 'notBegun'
      when ?? < ? then 'expired'
      when ?? < ? then 'grace'
      when coalesce(??, '') > ? then case when ?? <= ? then 'expiring' else 'active' end
      when not exists ? and coalesce(?, '') = ? then 'mailFailed'
      when ?? <= ? then 'expiring'
      when exists ? then 'opened'
      when exists ? then 'invited'
      else 'idle' end`,
    [
      CustomerAccess.columnOf('hasPortal'),
      PortalInfo.columnOf('isActive'),
      Contact.columnOf('email'),
      end,
      end,
      FIRST_DATE,
      start,
      start,
      days.today,
      end,
      days.graceFrom,
      end,
      days.today,
      PortalInfo.columnOf('signedInAt'),
      FIRST_TIME,
      end,
      days.expiringTo,
      hasPassword,
      newest,
      mails.failed,
      end,
      days.expiringTo,
      hasPassword.clone(),
      invitation.clone().select(knex.raw('1')),
    ],
  );
}
