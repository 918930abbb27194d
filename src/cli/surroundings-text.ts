import { CRM_CONFIG_FILE } from '../host/vtenext/crm-config.js';
import { isSameUrl, type Surroundings } from '../plugin/surroundings.js';

type Automation = NonNullable<Surroundings['automations']>[number];

const OCCASIONS: Readonly<Record<Automation['occasion'], string>> = {
  created: 'when a record is made',
  once: 'the first time its condition holds',
  saved: 'at every save',
  changed: 'when a record is changed',
};

/** What the portal is told against. */
interface OwnFacts {
  /** The portal's public address. */
  readonly url: string;
  readonly timeZone: string;
}

/** What whoever installs should know of the CRM around the portal, in lines; nothing of the embedded demo. */
export function describeSurroundings(around: Surroundings, own: OwnFacts): readonly string[] {
  return [...describeAutomations(around), ...describeZone(around, own), ...describeOldPortal(around, own)];
}

function describeAutomations({ automations }: Surroundings): readonly string[] {
  if (automations === undefined)
    return ["Note: whether the CRM has workflows, processes or SLA rules on the portal's records cannot be seen."];
  if (automations.length === 0)
    return ['The CRM has no workflow, process or SLA rule on the records the portal writes.'];
  return [
    "Note: the portal writes with SQL, so what customers do in it does not start these of the CRM's automations. Those of every save or change run when somebody next saves the record in the CRM, those of a new record never:",
    ...automations.map((automation) => `  - ${nameOf(automation)}`),
  ];
}

function nameOf({ kind, module, name, occasion }: Automation): string {
  if (kind === 'sla') return `the SLA times of ${module}`;
  return `${kind} «${name}» on ${module}, ${OCCASIONS[occasion]}`;
}

function describeZone({ timeZone }: Surroundings, own: OwnFacts): readonly string[] {
  if (timeZone === undefined)
    return [
      `Note: the CRM's clock is taken to be in ${own.timeZone} (PORTAL_TIME_ZONE), since ${CRM_CONFIG_FILE} cannot be read: compare it with $default_timezone there.`,
    ];
  if (timeZone === own.timeZone) return [`The CRM's clock is in ${timeZone}, as PORTAL_TIME_ZONE says.`];
  return [
    `Note: the CRM's clock is in ${timeZone} (${CRM_CONFIG_FILE}), PORTAL_TIME_ZONE says ${own.timeZone}: set it to ${timeZone}.`,
  ];
}

function describeOldPortal({ oldPortal, isConfigRead, linkedUrl }: Surroundings, own: OwnFacts): readonly string[] {
  const link = `$PORTAL_URL = '${own.url}';`;
  const lines = oldPortal
    ? [
        `The old portal is still in ${oldPortal}. Both work on the same tables and may run side by side; how to cut over, and back: docs/cut-over.md.`,
      ]
    : [];
  if (linkedUrl !== undefined && isSameUrl(linkedUrl, own.url))
    return [...lines, `The links in the CRM's mails lead here (PORTAL_URL in ${CRM_CONFIG_FILE}).`];
  const now = linkedUrl ?? (isConfigRead ? 'nowhere that is known' : undefined);
  if (now === undefined) return [...lines, `When you cut over, write ${link} into the CRM's ${CRM_CONFIG_FILE}.`];
  return [
    ...lines,
    `The links in the CRM's mails lead to ${now}: when you cut over, write ${link} into ${CRM_CONFIG_FILE}.`,
  ];
}
