import { stringify } from 'csv-stringify/sync';
import type { Translate } from '../../../core/i18n.js';
import type { ProfileSummary } from '../../../store/profile-store.js';
import { formulaSafe } from '../../records/csv-cell.js';
import type { KnownContact } from './access-reader.js';

/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Heads an import reads again, and others for people. */
const HEADS = [
  'contact',
  'number',
  'name',
  'email',
  'company',
  'access',
  'start',
  'end',
  'profile',
  'state',
  'last sign-in',
];

/** Contacts as a CSV file (RFC 4180) whose columns an import understands, whatever the language. */
export async function* contactCsv(
  pages: AsyncIterable<readonly KnownContact[]>,
  profiles: readonly ProfileSummary[],
  t: Translate,
): AsyncGenerator<string, void, undefined> {
  const names = new Map(profiles.map(({ id, name }) => [id, name]));
  yield BYTE_ORDER_MARK + lines([HEADS]);
  for await (const page of pages) {
    yield lines(
      page.map(({ contact, record }) => [
        String(contact.id),
        contact.number,
        `${contact.firstName} ${contact.lastName}`.trim(),
        contact.email,
        contact.accountName,
        contact.hasPortal ? 'yes' : 'no',
        contact.supportStart ?? '',
        contact.supportEnd ?? '',
        names.get(record.profileId ?? '') ?? '',
        t(`admin-contacts:states.${contact.state}`),
        contact.signedInAt ?? '',
      ]),
    );
  }
}

function lines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(formulaSafe)),
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}
