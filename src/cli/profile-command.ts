import { readFile, writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { InvalidInputError, isPortalError, NotFoundError, StartRefusedError } from '../core/errors.js';
import { createTranslator } from '../core/i18n.js';
import { packagePath } from '../core/paths.js';
import { foldText, parseId } from '../core/text.js';
import { createProfileDesk } from '../features/admin/profiles/create-profile-desk.js';
import type { ImportResult, ProfileDesk, ProfileOverview } from '../features/admin/profiles/profile-desk.js';
import { faultSentence } from '../features/fault-sentence.js';
import type { HostAdapter } from '../host/host-adapter.js';
import { NOT_INSTALLED } from '../plugin/lifecycle.js';
import { openHost } from '../plugin/open-host.js';
import { AuditStore } from '../store/audit-store.js';
import { ProfileStore } from '../store/profile-store.js';
import { printReport } from './output.js';
import { type CommandContext, readySettings } from './settings.js';

/** Who the history says it was. */
const EDITOR = { name: 'command line' };

interface Json {
  readonly json?: boolean;
}

/** Adds `profile list`, `show`, `export`, `import`, `publish`, `roll-back`, `assign` and `default`. */
export function addProfileCommand(program: Command, context: CommandContext): void {
  const profile = program.command('profile').description('the profiles: what customers see and may do');
  addReading(profile, context);
  addWriting(profile, context);
}

function addReading(profile: Command, context: CommandContext): void {
  profile
    .command('list')
    .description('every profile, and for how many contacts it holds')
    .option('--json', 'report as JSON')
    .action(async ({ json }: Json) => {
      const profiles = await withDesk(context, ({ desk }) => desk.overview());
      printReport(context.output, json === true, profiles, profiles.map(describe));
    });
  profile
    .command('show')
    .description('one profile: what is published, its versions and its draft')
    .argument('<profile>', 'name or id')
    .option('--json', 'the whole document as JSON')
    .action(async (name: string, { json }: Json) => {
      const shown = await withDesk(context, async ({ desk }) => {
        const found = await find(desk, name);
        const history = await desk.history(found.id);
        const versions = history.map(({ changes, ...entry }) => ({ ...entry, changed: changes?.length ?? 0 }));
        return { ...found, document: await desk.version(found.id, found.version), versions };
      });
      const lines = shown.versions.map(
        ({ version, publishedBy, origin, note }) =>
          `version ${version}  ${origin} by ${publishedBy}${note ? `: ${note}` : ''}`,
      );
      printReport(context.output, json === true, shown, [describe(shown), ...lines]);
    });
  profile
    .command('export')
    .description('a profile as JSON, for another CRM')
    .argument('<profile>', 'name or id')
    .option('--version-number <number>', 'this version instead of the one that holds', readNumber)
    .option('--output <file>', 'write it there instead of printing it')
    .action(async (name: string, options: { readonly versionNumber?: number; readonly output?: string }) => {
      const file = await withDesk(context, async ({ desk }) =>
        desk.exportProfile((await find(desk, name)).id, options.versionNumber),
      );
      const text = JSON.stringify(file, undefined, 2);
      if (options.output === undefined) context.output.out(text);
      else await writeFile(options.output, `${text}\n`);
    });
}

function addWriting(profile: Command, context: CommandContext): void {
  profile
    .command('import')
    .description('a profile from an export; what this CRM does not know is kept out and told')
    .argument('<file>', 'as export wrote it')
    .option('--into <profile>', 'as the draft of this one instead of a new profile')
    .option('--json', 'report as JSON')
    .action(async (path: string, { json, into }: Json & { readonly into?: string }) => {
      const text = await readFile(path, 'utf8');
      const result = await withDesk(context, async ({ desk }) =>
        desk.importProfile(text, EDITOR, into === undefined ? undefined : (await find(desk, into)).id),
      );
      printReport(context.output, json === true, result, describeImport(result, into !== undefined));
    });
  profile
    .command('publish')
    .description('make the draft hold, from the next page on')
    .argument('<profile>', 'name or id')
    .option('--note <text>', 'for the history')
    .option('--json', 'report as JSON')
    .action(async (name: string, { json, note }: Json & { readonly note?: string }) => {
      const report = await withDesk(context, async ({ desk }) => {
        const { id } = await find(desk, name);
        const { draft, contacts, changes } = await desk.summary(id);
        const version = await desk.publish(id, draft.revision, EDITOR, note);
        return { id, version, contacts, changes };
      });
      const line = `Version ${report.version} holds for ${report.contacts} contacts; ${report.changes.length} changes.`;
      printReport(context.output, json === true, report, [line]);
    });
  profile
    .command('roll-back')
    .description("publish an old version's content anew")
    .argument('<profile>', 'name or id')
    .argument('<version>', 'as show lists it', readNumber)
    .option('--json', 'report as JSON')
    .action(async (name: string, from: number, { json }: Json) => {
      const version = await withDesk(context, async ({ desk }) =>
        desk.rollBack((await find(desk, name)).id, from, EDITOR).catch((error: unknown) => {
          if (!(error instanceof NotFoundError)) throw error;
          throw new StartRefusedError([`"${name}" has no version ${from}: see "portal profile show"`]);
        }),
      );
      printReport(context.output, json === true, { version, from }, [
        `Version ${from} holds again, as version ${version}.`,
      ]);
    });
  profile
    .command('assign')
    .description('give a contact a profile of their own')
    .argument('<email>', 'user name or address of the contact')
    .argument('[profile]', 'name or id; none: the default again')
    .option('--json', 'report as JSON')
    .action(async (email: string, name: string | undefined, { json }: Json) => {
      const assigned = await withDesk(context, (parts) => assign(parts, email, name));
      const lines = assigned.map(({ contact, profile: given }) => `${contact} has ${given ?? 'the default profile'}.`);
      printReport(context.output, json === true, assigned, lines);
    });
  profile
    .command('default')
    .description('make a profile the one of all contacts that have none of their own')
    .argument('<profile>', 'name or id')
    .action(async (name: string) => {
      const { name: chosen } = await withDesk(context, async ({ desk }) => {
        const found = await find(desk, name);
        await desk.makeDefault(found.id, EDITOR);
        return found;
      });
      context.output.out(`${chosen} is the default.`);
    });
}

interface Parts {
  readonly desk: ProfileDesk;
  readonly host: HostAdapter;
}

async function assign({ desk, host }: Parts, email: string, name: string | undefined) {
  const profile = name === undefined ? undefined : await find(desk, name);
  const candidates = await host.contacts.candidates(email.trim());
  const contacts = candidates.filter((contact) => !contact.isDeleted && contact.hasPortal);
  if (contacts.length === 0) throw new StartRefusedError([`no portal contact has the address ${email}`]);
  for (const contact of contacts) await desk.assign(contact.id, profile?.id, EDITOR);
  return contacts.map(({ id, firstName, lastName }) => {
    return { contactId: id, contact: `${firstName} ${lastName}`.trim(), profile: profile?.name };
  });
}

async function find(desk: ProfileDesk, wanted: string): Promise<ProfileOverview> {
  const found = (await desk.overview()).find(
    ({ id, name }) => id === wanted || foldText(name) === foldText(wanted.trim()),
  );
  if (!found) throw new StartRefusedError([`there is no profile "${wanted}": see "portal profile list"`]);
  return found;
}

function describe({ name, version, moduleCount, scope, contacts, isDefault, hasDraft }: ProfileOverview): string {
  const marks = [...(isDefault ? ['default'] : []), ...(hasDraft ? ['draft'] : [])];
  const facts = [`version ${version}`, `${moduleCount} modules`, scope, `${contacts} contacts`, ...marks];
  return `${name}  ${facts.join(', ')}`;
}

function describeImport({ name, warnings }: ImportResult, isDraft: boolean): readonly string[] {
  const kept = warnings.map(({ kind, name: of, module }) => `left out: ${kind} ${module ? `${module}.` : ''}${of}`);
  return [isDraft ? `The draft of ${name} is replaced.` : `${name} is there, for nobody yet.`, ...kept];
}

function readNumber(text: string): number {
  const number = parseId(text);
  if (number === undefined) throw new InvalidArgumentError('must be a positive number');
  return number;
}

/** Opens the CRM for one piece of work; what the portal refuses is said in a line. */
async function withDesk<T>(context: CommandContext, work: (parts: Parts) => Promise<T>): Promise<T> {
  const { config, log } = await readySettings(context);
  const host = await openHost(config, { log });
  try {
    if (!(await host.knex.schema.hasTable('portal_profile_draft'))) throw new StartRefusedError([NOT_INSTALLED]);
    const { clock } = host.wallClock;
    const stores = { profiles: new ProfileStore(host.knex, clock), audit: new AuditStore(host.knex, clock) };
    return await work({ desk: createProfileDesk(host, stores), host });
  } catch (error) {
    throw inWords(error);
  } finally {
    await host.close();
  }
}

function inWords(error: unknown): unknown {
  if (!isPortalError(error) || error.status >= 500) return error;
  const t = createTranslator(packagePath('locales')).for('en');
  if (error instanceof InvalidInputError)
    return new StartRefusedError(error.faults.map((fault) => faultSentence(fault, t)));
  const key = error.code.includes(':') ? error.code : `errors:${error.code}`;
  return new StartRefusedError([t(key, error.values)]);
}
