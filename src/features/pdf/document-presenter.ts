import { TICKET_MODULE } from '../../access/ticket-states.js';
import { formatDateTime } from '../../core/date-text.js';
import type { CommentView } from '../../core/record-view-types.js';
import type { BlockView, FieldView } from '../../core/view-types.js';
import { isStatus } from '../../host/metadata/field-kinds/status-view.js';
import type { CompanyDetails } from '../../host/metadata/types.js';
import { TOTAL_FIELDS } from '../inventory/total-fields.js';
import type { PresenterContext } from '../present-context.js';
import { plainText } from '../records/plain-text.js';
import { presentBlocks, presentStatus, recordName } from '../records/record-blocks.js';
import type { RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import type { DocumentView, PartyView } from './document-view.js';
import { fitDocument } from './fit-document.js';
import { presentSale } from './sale-presenter.js';
import { presentTicket } from './ticket-presenter.js';

interface DocumentInput {
  readonly shown: ShownRecord;
  /** What the record's page shows beside its fields. */
  readonly sections: RecordSections;
  /** Of all pages that were read, newest first. */
  readonly comments: readonly CommentView[];
  /** Comments on pages that were not read. */
  readonly olderComments: number;
  readonly company: CompanyDetails;
  /** The CRM's wall clock. */
  readonly now: string;
}

/** Turns what a record's page shows into a document; a value the page does not show cannot get here. */
export function presentDocument(input: DocumentInput, context: PresenterContext): DocumentView {
  const { shown, sections, now } = input;
  const { module, record } = shown;
  const isTicket = module.name === TICKET_MODULE;
  const inHead = [module.numberField ?? '', ...module.entityFields];
  const statusField = shown.fields.find(isStatus);
  // What the page shows in other places than its blocks has its own places here.
  const covers = [...TOTAL_FIELDS, ...inHead, ...(isTicket && statusField ? [statusField.name] : [])];
  const blocks = presentBlocks(shown, covers, context);
  const body = isTicket
    ? presentTicket({ ...input, blocks, files: sections.files }, context)
    : presentSale(fieldsOf(blocks), sections.lines, context);
  const view: DocumentView = {
    language: context.language,
    kind: kindOf(shown, context),
    number: (module.numberField && record.values[module.numberField]) || '',
    title: recordName(shown, context),
    lead: [isTicket ? statusText(shown, context) : '', sections.opened ?? ''].filter(Boolean),
    issuer: presentIssuer(input.company, context),
    ...body,
    notes: [],
    foot: {
      stamp: context.t('pdf:stamp', { at: formatDateTime(now).slice(0, -3) }),
      page: context.t('pdf:page', { page: '{page}', pages: '{pages}' }),
    },
  };
  return fitDocument(view, context.t, context.language);
}

function fieldsOf(blocks: readonly BlockView[]): readonly FieldView[] {
  return blocks.flatMap((block) => block.fields);
}

/** The CRM's word for one record of the module. */
function kindOf({ module }: ShownRecord, { labels, language }: PresenterContext): string {
  const key = `SINGLE_${module.name}`;
  const single = labels.label(module.name, key, language);
  return single === key ? labels.label(module.name, module.label, language) : single;
}

function statusText(shown: ShownRecord, context: PresenterContext): string {
  const status = presentStatus(shown, context);
  return status ? plainText(status) : '';
}

function presentIssuer(company: CompanyDetails, { t }: PresenterContext): PartyView {
  const town = [company.code, company.city, company.state && `(${company.state})`].filter(Boolean).join(' ');
  return {
    label: '',
    name: company.name,
    lines: [
      company.address,
      [town, company.country].filter(Boolean).join(', '),
      [company.phone && t('pdf:phone', { phone: company.phone }), company.website].filter(Boolean).join(' · '),
      company.vat && t('pdf:vat', { vat: company.vat }),
    ].filter(Boolean),
  };
}
