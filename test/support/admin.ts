import assert from 'node:assert/strict';
import { demoAdmin } from '../../src/host/demo/world/staff.js';
import type { TestPortal } from './build-portal.js';
import type { TestSite, Visitor } from './visitor.js';

/** The administrator of the real CRM's dump. */
const dumpAdmin = { userName: 'admin', password: 'Vte-Portale-2026' } as const;

/** Who administers the CRM of this portal. */
export function adminOf({ portal }: Pick<TestPortal, 'portal'>): {
  readonly userName: string;
  readonly password: string;
} {
  return portal.host.id === 'demo' ? demoAdmin : dumpAdmin;
}

/** Somebody with a browser, signed in to the administration. */
export async function signInAdmin(
  site: TestSite,
  portal: Pick<TestPortal, 'portal'>,
  language?: string,
): Promise<Visitor> {
  const visitor = site.visitor(language);
  const { userName, password } = adminOf(portal);
  const answer = await visitor.submit('/admin/sign-in', { user: userName, password });
  assert.equal(answer.status, 303, 'the administrator’s password is right');
  return visitor;
}
