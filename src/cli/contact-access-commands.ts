import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readTypedDate } from '../core/date-text.js';
import { isPortalError, StartRefusedError } from '../core/errors.js';
import { createTranslator, type Translate } from '../core/i18n.js';
import { packagePath } from '../core/paths.js';
import { nameOf } from '../features/admin/contacts/access-change.js';
import type { StepFailure } from '../features/admin/contacts/access-jobs.js';
import type { AccessWish, ChangeAuthor } from '../features/admin/contacts/access-wish.js';
import { type ContactAdmin, createContactAdmin } from '../features/admin/contacts/contact-admin.js';
import { planImport } from '../features/admin/contacts/import-plan.js';
import { decodeFile, type ImportRow, readImport } from '../features/admin/contacts/import-rows.js';
import { STATES } from '../features/admin/contacts/list-query.js';
import { faultSentence, faultsOf } from '../features/fault-sentence.js';
import type { AccessState } from '../host/host-adapter.js';
import { createPortal, type Portal } from '../portal.js';
import { printReport } from './output.js';
import { readCount } from './read-count.js';
import { type CommandContext, readySettings } from './settings.js';

interface CommonOptions {
  readonly as?: string;
  readonly json?: boolean;
}

interface ListOptions {
  readonly search: string;
  readonly state?: AccessState;
  readonly limit: number;
  readonly json?: boolean;
}

interface EnableOptions extends CommonOptions {
  readonly start?: string;
  readonly end?: string;
  readonly profile?: string;
}

/** What became of one contact, or one row of a file. */
interface Result {
  readonly row: number;
  readonly contact: string;
  readonly done: 'changed' | 'unchanged' | 'refused' | 'planned';
  readonly mailed: boolean;
  readonly reasons: readonly string[];
}

/** Adds `list`, `enable`, `disable`, `revoke-sessions` and `import` to the commands of contacts. */
export function addContactAccessCommands(contact: Command, context: CommandContext): void {
  contact
    .command('list')
    .description('contacts and where their access stands')
    .option('--search <text>', 'name, e-mail, company or number', '')
    .addOption(new Option('--state <state>', 'only of this state').choices(STATES))
    .option('--limit <count>', 'at most so many', readCount, 50)
    .option('--json', 'report as JSON')
    .action((options: ListOptions) => list(context, options));
  const change = (name: string, description: string): Command =>
    contact
      .command(`${name} <contact>`)
      .description(`${description}; the contact by id, number or e-mail`)
      .option('--as <user>', 'the CRM administrator in whose name it is written; the first one unless told')
      .option('--json', 'report as JSON');
  change('enable', 'give a contact access and mail the access data')
    .option('--start <day>', 'first day of access', readDay)
    .option('--end <day>', 'last day of access', readDay)
    .option('--profile <name>', 'the profile; - is the default one')
    .action((name: string, { start, end, profile, ...options }: EnableOptions) => {
      const dates = { ...(start ? { supportStart: start } : {}), ...(end ? { supportEnd: end } : {}) };
      const wish = { isEnabled: true, ...dates, ...(profile === '-' ? { profileId: null } : {}) };
      return apply(context, options, [rowOf(name, wish, profile === '-' ? undefined : profile)]);
    });
  change('disable', 'take access away at once; sessions and links end').action((name: string, options: CommonOptions) =>
    apply(context, options, [rowOf(name, { isEnabled: false })]),
  );
  change('revoke-sessions', 'end every session and remembered browser of a contact').action(
    (name: string, options: CommonOptions) => apply(context, options, [rowOf(name, { revokes: true })]),
  );
  contact
    .command('import <file>')
    .description('set access as a CSV file says: columns contact, access, start, end, profile')
    .option('--dry-run', 'only say what each row would do')
    .option('--as <user>', 'the CRM administrator in whose name it is written; the first one unless told')
    .option('--json', 'report as JSON')
    .action(async (file: string, { dryRun, ...options }: CommonOptions & { readonly dryRun?: boolean }) =>
      apply(context, options, readRows(await readFile(file)), dryRun),
    );
}

async function list(context: CommandContext, { search, state, limit, json }: ListOptions): Promise<void> {
  const page = { page: 1, size: limit, sort: 'name', isDescending: false } as const;
  const contacts = await withContacts(context, ({ reader }) => reader.page({ text: search, state }, page));
  const report = contacts.contacts.map(({ contact, record }) => ({
    id: contact.id,
    number: contact.number,
    name: nameOf(contact),
    email: contact.email,
    company: contact.accountName,
    state: contact.state,
    start: contact.supportStart ?? null,
    end: contact.supportEnd ?? null,
    profile: contacts.profiles.find(({ id }) => id === record.profileId)?.name ?? null,
    signedInAt: contact.signedInAt ?? null,
  }));
  const lines = report.map((row) => `${row.id}  ${row.state.padEnd(10)}  ${row.end ?? '-'}  ${row.name}  ${row.email}`);
  printReport(context.output, json === true, report, lines.length > 0 ? lines : ['No contacts.']);
}

/** Exit code 1, after everything that could be done, when a row was refused. */
async function apply(
  context: CommandContext,
  { as, json }: CommonOptions,
  rows: readonly ImportRow[],
  isDry = false,
): Promise<void> {
  const results = await withContacts(context, async (contacts, portal) => {
    const t = createTranslator(packagePath('locales')).for('en');
    const author = await authorOf(portal, as);
    const { steps, refused } = await planImport(
      { ...contacts, host: portal.host, profiles: portal.stores.profiles },
      rows,
    );
    const done = refused.map((failure) => refusedRow(failure, t));
    for (const { contactId, wish, row = 1 } of steps)
      done.push(await applyOne(contacts, author, { contactId, wish, row }, isDry, t));
    return done.sort((left, right) => left.row - right.row);
  });
  printReport(context.output, json === true, results, results.map(describe));
  const refused = results.filter(({ done }) => done === 'refused').length;
  if (refused > 0) throw new StartRefusedError([`refused: ${refused} of ${results.length}`]);
}

async function applyOne(
  contacts: ContactAdmin,
  author: ChangeAuthor,
  { contactId, wish, row }: { readonly contactId: number; readonly wish: AccessWish; readonly row: number },
  isDry: boolean,
  t: Translate,
): Promise<Result> {
  const base = { row, contact: `#${contactId}`, mailed: false, reasons: [] };
  try {
    if (isDry) {
      const { effects, faults } = await contacts.preview(contactId, wish);
      const reasons = faults.length > 0 ? faults.map((fault) => faultSentence(fault, t)) : effects;
      return { ...base, done: faults.length > 0 ? 'refused' : 'planned', reasons };
    }
    const { name, isChanged, isMailed } = await contacts.change.apply(author, contactId, wish);
    return { ...base, contact: name, done: isChanged ? 'changed' : 'unchanged', mailed: isMailed };
  } catch (error) {
    const faults = faultsOf(error);
    if (faults) return { ...base, done: 'refused', reasons: faults.map((fault) => faultSentence(fault, t)) };
    if (isPortalError(error) && error.status < 500)
      return { ...base, done: 'refused', reasons: [t(`errors:${error.code}`)] };
    throw error;
  }
}

async function authorOf({ host }: Portal, userName: string | undefined): Promise<ChangeAuthor> {
  const administrators = await host.users.administrators();
  const user = userName === undefined ? administrators[0] : administrators.find((one) => one.userName === userName);
  if (!user) throw new StartRefusedError([`the CRM has no active administrator ${userName ?? ''}`.trim()]);
  return { userId: user.id, userName: user.userName, name: user.name };
}

async function withContacts<T>(
  context: CommandContext,
  work: (contacts: ContactAdmin, portal: Portal) => Promise<T>,
): Promise<T> {
  const settings = await readySettings(context);
  const portal = await createPortal(settings);
  try {
    await portal.settings.refresh();
    const { host, stores, services } = portal;
    const graceDays = () => portal.settings.graceDays;
    return await work(
      createContactAdmin({ host, stores, outbox: services.outbox, graceDays, log: settings.log }),
      portal,
    );
  } finally {
    await portal.stop();
  }
}

/** A file that is none ends the command with its reason. */
function readRows(bytes: Uint8Array): readonly ImportRow[] {
  try {
    return readImport(decodeFile(bytes));
  } catch (error) {
    const t = createTranslator(packagePath('locales')).for('en');
    throw new StartRefusedError((faultsOf(error) ?? []).map((fault) => faultSentence(fault, t)));
  }
}

function rowOf(contact: string, wish: AccessWish, profile?: string): ImportRow {
  return { row: 1, contact: contact.trim(), profile, wish, faults: [] };
}

function refusedRow({ row = 1, text = '', reasons }: StepFailure, t: Translate): Result {
  return {
    row,
    contact: text,
    done: 'refused',
    mailed: false,
    reasons: reasons.map((reason) => faultSentence(reason, t)),
  };
}

function describe({ row, contact, done, mailed, reasons }: Result): string {
  return [`${row}  ${done}${mailed ? ', access data mailed' : ''}  ${contact}`, ...reasons].join('  ');
}

function readDay(text: string): string {
  const day = readTypedDate(text);
  if (day === undefined) throw new InvalidArgumentError('must be a day such as 2027-12-31');
  return day;
}
