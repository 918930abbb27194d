import type { MailTemplate, MailTemplateChoice, MailTemplateRepository } from '../host-adapter.js';
import type { HostContext } from './host-context.js';

interface TemplateRow {
  readonly templateid: number;
  readonly templatename: string | null;
  readonly subject: string | null;
  readonly body: string | null;
}

/** Templates of mails of a vtenext database. */
export class VtenextMailTemplateRepository implements MailTemplateRepository {
  readonly #context: Pick<HostContext, 'knex' | 'prefix'>;

  constructor(context: Pick<HostContext, 'knex' | 'prefix'>) {
    this.#context = context;
  }

  async list(): Promise<readonly MailTemplateChoice[]> {
    const rows = await this.#live().orderBy(['templatename', 'templateid']).select('templateid', 'templatename');
    return rows.map(presentChoice);
  }

  async find(id: number): Promise<MailTemplate | undefined> {
    const row = await this.#live().where({ templateid: id }).first('templateid', 'templatename', 'subject', 'body');
    return row && { ...presentChoice(row), subject: row.subject ?? '', body: row.body ?? '' };
  }

  #live() {
    const { knex, prefix } = this.#context;
    return knex<TemplateRow & { deleted: number; templatetype: string | null }>(`${prefix}emailtemplates`).where({
      deleted: 0,
      templatetype: 'Email',
    });
  }
}

function presentChoice({
  templateid,
  templatename,
}: Pick<TemplateRow, 'templateid' | 'templatename'>): MailTemplateChoice {
  return { id: templateid, name: templatename?.trim() || String(templateid) };
}
