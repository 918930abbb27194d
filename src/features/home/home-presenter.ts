import type { Permissions } from '../../access/permissions.js';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Profile, Viewer } from '../../access/types.js';
import { formatDate, formatDateTime } from '../../core/date-text.js';
import type { HomeButtonView, HomePageView, HomeTicketView } from '../../core/home-view-types.js';
import type { ListResult } from '../../host/host-adapter.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { presentAnnouncements } from '../announcements.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import type { HomeFacts } from './home-service.js';

/** Turns the home page's facts into the page; `now` (the CRM's wall clock) chooses the greeting and the announcements. */
export function presentHome(
  viewer: Viewer,
  facts: HomeFacts,
  permissions: Permissions,
  now: string,
  context: PresenterContext,
): HomePageView {
  const { t } = context;
  const hour = Number(now.slice(11, 13));
  const greeting = hour < 5 || hour >= 18 ? 'evening' : hour < 13 ? 'morning' : 'afternoon';
  const until = viewer.contact.supportEnd;
  const company = viewer.contact.accountName;
  const support = until ? t('home-page:supportUntil', { date: formatDate(until) }) : '';
  const list = context.path(`/${TICKET_MODULE}`);
  const open = facts.open;
  return {
    greeting: t(`home-page:greeting.${greeting}`, { name: viewer.contact.firstName || viewer.name }),
    subtitle: [company, support].filter(Boolean).join(' · '),
    buttons: viewer.profile.homeButtons.flatMap((button) => presentButton(viewer, button, permissions, context)),
    yourTurn: presentTickets(facts.yourTurn, facts.statusField, context),
    ...(open
      ? {
          open: {
            items: presentTickets(open, facts.statusField, context),
            total: new Intl.NumberFormat(context.language).format(open.total),
            allHref: list,
            ...(open.total === 0 ? { empty: presentNoTickets(viewer, permissions, context) } : {}),
          },
        }
      : {}),
    announcements: presentAnnouncements(viewer.profile, now.slice(0, 10), context),
    faqs: (facts.faqs?.records ?? []).map((faq) => ({
      href: context.path(`/Faq/${faq.id}`),
      text: faq.values.question ?? '',
    })),
  };
}

function presentButton(
  viewer: Viewer,
  button: Profile['homeButtons'][number],
  permissions: Permissions,
  context: PresenterContext,
): HomeButtonView[] {
  const { target } = button;
  const action = target.kind === 'new' ? 'create' : 'view';
  if (target.kind !== 'address' && !permissions.can(viewer, target.module, action)) return [];
  const label = button.label[context.language] ?? button.label.en ?? Object.values(button.label)[0] ?? '';
  return [
    {
      label,
      icon: button.icon,
      href: buttonHref(target, context),
      isExternal: target.kind === 'address',
      colour: button.colour,
    },
  ];
}

function buttonHref(target: Profile['homeButtons'][number]['target'], context: PresenterContext): string {
  if (target.kind === 'address') return target.href;
  if (target.kind === 'new') return context.path(`/${target.module}/new`);
  return context.path(`/${target.module}`) + (target.query ? `?${target.query}` : '');
}

function presentTickets(
  result: ListResult | undefined,
  status: FieldSchema | undefined,
  context: PresenterContext,
): HomeTicketView[] {
  if (!result || !status) return [];
  return result.records.map(({ id, values }) => {
    const created = values.createdtime ?? '';
    const modified = values.modifiedtime ?? '';
    const when =
      modified > created
        ? context.t('home-page:updated', { date: formatDateTime(modified).slice(0, 16) })
        : context.t('home-page:opened', { date: formatDate(created) });
    return {
      title: values.ticket_title || context.t('tickets:record.unnamed'),
      href: context.path(`/${TICKET_MODULE}/${id}`),
      meta: [values.ticket_no, when].filter(Boolean).join(' · '),
      status: presentField(status, values.ticketstatus ?? null, fieldContext(context, result, values)),
    };
  });
}

function presentNoTickets(viewer: Viewer, permissions: Permissions, context: PresenterContext) {
  const create = { href: context.path(`/${TICKET_MODULE}/new`), text: context.t('tickets:form.newTicket') };
  return {
    icon: 'circle-check',
    title: context.t('home-page:noOpen.title'),
    text: context.t('home-page:noOpen.text'),
    actions: permissions.can(viewer, TICKET_MODULE, 'create') ? [create] : [],
  };
}
