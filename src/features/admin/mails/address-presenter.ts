import type { MessageView } from '../../../core/view-types.js';
import { oneLine } from '../../../mail/mail-text.js';
import { MOST_SOFT_BOUNCES } from '../../../store/mail-address-store.js';
import type { MailAddressRow } from '../../../store/models/mail-address-row.js';
import { presentPages } from '../../records/pagination.js';
import type { MailAddressPage } from './address-service.js';
import type { ContactAddressView, MailAddressesPageView, MailAddressView } from './address-views.js';
import type { OutboxContext } from './mails-context.js';
import { momentWords, wholeMoment } from './time-words.js';

/** Addresses of a page. */
export const ADDRESS_PAGE_SIZE = 50;
export const ADDRESSES_PATH = '/admin/mails/addresses';

/** The addresses that refused mails. */
export function presentAddresses(
  { rows, total, stopped }: MailAddressPage,
  page: number,
  context: OutboxContext,
): MailAddressesPageView {
  const { t, path, language } = context;
  const number = new Intl.NumberFormat(language);
  const first = (page - 1) * ADDRESS_PAGE_SIZE + 1;
  return {
    back: { href: path('/admin/mails'), text: t('admin-mails:back') },
    lead: [
      stopped === 0 ? t('admin-mails:addresses.leadNone') : t('admin-mails:addresses.lead', { count: stopped }),
      t('admin-mails:addresses.rule', { days: MOST_SOFT_BOUNCES }),
    ].join(' '),
    rows: rows.map(({ row, owner }) => ({
      ...presentAddress(row, page, context),
      ...(owner ? { owner: { href: path(`/admin/contacts/${owner.id}`), text: owner.name } } : {}),
    })),
    ...(rows.length === 0
      ? {
          empty: {
            icon: 'mail',
            title: t('admin-mails:addresses.none'),
            text: t('admin-mails:addresses.noneText'),
            actions: [],
          },
        }
      : {}),
    summary: t('admin-mails:summary', {
      from: number.format(rows.length === 0 ? 0 : first),
      to: number.format(first + rows.length - 1),
      total: number.format(total),
    }),
    pages: presentPages(page, ADDRESS_PAGE_SIZE, total, (target) => path(addressesPath(target))),
  };
}

/** The path of a page of them. */
export function addressesPath(page: number): string {
  return page > 1 ? `${ADDRESSES_PATH}?page=${page}` : ADDRESSES_PATH;
}

function presentAddress(row: MailAddressRow, page: number, context: OutboxContext): MailAddressView {
  const { t, path } = context;
  const { address, hardCount, softCount, lastAt, stoppedAt } = row;
  const query = page > 1 ? `?page=${page}` : '';
  return {
    address,
    href: path(`/admin/mails?${new URLSearchParams({ q: address })}`),
    state:
      stoppedAt === null
        ? { text: t('admin-mails:addresses.used'), style: 's-ok', icon: 'circle-check' }
        : { text: t('admin-mails:addresses.stopped'), style: 's-bad', icon: 'ban' },
    ...(stoppedAt === null
      ? {}
      : {
          since: t('admin-mails:addresses.since', { at: wholeMoment(Number(stoppedAt), context) }),
          sinceIso: new Date(Number(stoppedAt)).toISOString(),
          useAgain: {
            action: path(`${ADDRESSES_PATH}/${row.id}/use-again${query}`),
            label: t('admin-mails:addresses.useThis', { address }),
          },
        }),
    counts: countsOf({ hardCount, softCount }, context),
    status: codeOf(row),
    reason: reasonOf(row),
    last: t('admin-mails:addresses.last', { at: momentWords(Number(lastAt), context) }),
    lastIso: new Date(Number(lastAt)).toISOString(),
  };
}

/** What the administrator of a contact is to know of the contact's address; undefined: it refused nothing. */
export function presentContactAddress(
  row: MailAddressRow | undefined,
  contactId: number,
  context: OutboxContext,
): ContactAddressView | undefined {
  if (!row) return undefined;
  const { t, path } = context;
  const { address, stoppedAt, lastAt } = row;
  const detail = [codeOf(row), reasonOf(row)].filter(Boolean).join(' · ');
  const isStopped = stoppedAt !== null;
  const at = wholeMoment(Number(stoppedAt ?? lastAt), context);
  return {
    kind: isStopped ? 'bad' : 'info',
    text: t(`admin-mails:addresses.${isStopped ? 'contactStopped' : 'contactUsed'}`, { address, at }),
    ...(detail ? { detail: t('admin-mails:addresses.said', { detail }) } : {}),
    ...(isStopped ? { useAgain: { action: path(`/admin/contacts/${contactId}/use-address`) } } : {}),
  };
}

/** What the button did. */
export function usedAgain(
  { address, isChanged }: { readonly address: string; readonly isChanged: boolean },
  { t, path }: Pick<OutboxContext, 't' | 'path'>,
): MessageView {
  if (!isChanged) return { kind: 'info', text: t('admin-mails:addresses.alreadyUsed', { address }) };
  const query = new URLSearchParams({ state: 'cancelled', q: address });
  return {
    kind: 'ok',
    text: t('admin-mails:addresses.usedAgain', { address }),
    link: { href: path(`/admin/mails?${query}`), text: t('admin-mails:addresses.notSent') },
  };
}

function countsOf({ hardCount, softCount }: Pick<MailAddressRow, 'hardCount' | 'softCount'>, context: OutboxContext) {
  const { t } = context;
  const parts = [
    ...(hardCount > 0 ? [t('admin-mails:addresses.hard', { n: hardCount })] : []),
    ...(softCount > 0 ? [t('admin-mails:addresses.soft', { n: softCount })] : []),
  ];
  return parts.join(' · ');
}

/** Empty where the server's words have it. */
function codeOf(row: Pick<MailAddressRow, 'reason' | 'status'>): string {
  return reasonOf(row).includes(row.status) ? '' : row.status;
}

/** A server's words come from outside: one line without control characters, whoever wrote them down. */
function reasonOf({ reason }: Pick<MailAddressRow, 'reason'>): string {
  return oneLine(reason, 500);
}
