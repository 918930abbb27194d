import type { DemoRow } from '../insert-rows.js';

/** Whom the CRM names as the author of a change: the acting user, and the one shown. */
export interface Author {
  readonly userId: number;
  readonly userName: string;
  /** The user, or the contact for whom the portal's user acted. */
  readonly shown: { readonly id: number; readonly module: 'Users' | 'Contacts'; readonly name: string };
}

/** A change of a record; `description` is what the CRM keeps as JSON. */
export interface Change {
  readonly recordId: number;
  readonly at: string;
  readonly author: Author;
  readonly description: unknown;
}

/** The description of a record's creation. */
export const creation = ['ChangeLogCreation'] as const;

/** The description of a ticket's new status. */
export function statusChange(from: string, to: string): unknown {
  return [['Status', from, to, 'ticketstatus', 'picklist', '', '', '', '']];
}

/** The rows of vte_changelog, numbered in the order of time; each record counts its own from 1.0. */
export function changeLogRows(changes: readonly Change[]): DemoRow[] {
  const counts = new Map<number, number>();
  return changes
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map((change, index) => {
      const count = counts.get(change.recordId) ?? 0;
      counts.set(change.recordId, count + 1);
      return {
        changelogid: index + 1,
        audit_no: (10 + count) / 10,
        parent_id: change.recordId,
        user_name: change.author.userName,
        user_id: change.author.userId,
        display_id: change.author.shown.id,
        display_module: change.author.shown.module,
        display_name: change.author.shown.name,
        modified_date: change.at,
        request_id: `demo${String(index + 1).padStart(6, '0')}`,
        description: JSON.stringify(change.description),
      };
    });
}
