import type { EmailDefinitions } from '../email-definition.js';

type AccessKind =
  | 'password-changed'
  | 'password-reset'
  | 'activation'
  | 'email-confirm'
  | 'email-changed'
  | 'new-sign-in'
  | 'access-ending'
  | 'access-ended';

/** Mails about a contact's access. */
export const accessMails = {
  'password-changed': {
    trigger: 'contact.passwordChanged',
    recipient: 'the contact whose password it is',
    readers: 'contacts',
    isEssential: true,
    topic: undefined,
    isAboutTicket: false,
    link: (links) => links.home,
    sample: { at: '2026-11-23 09:30:00' },
  },
  'password-reset': {
    trigger: 'a request at /password/forgot',
    recipient: 'every portal contact with that user name or address, at the stored address',
    readers: 'contacts',
    isEssential: true,
    topic: undefined,
    isAboutTicket: false,
    link: (links, data) => links.reset(data.tokenId),
    sample: { tokenId: 'sample', minutes: 60 },
  },
  activation: {
    trigger: 'an invitation to the portal',
    recipient: 'the invited contact',
    readers: 'contacts',
    isEssential: true,
    topic: undefined,
    isAboutTicket: false,
    link: (links, data) => links.activation(data.tokenId),
    needs: ['userName'],
    sample: { tokenId: 'sample', userName: 'francesco.villani@example.com', days: 7 },
  },
  'email-confirm': {
    trigger: 'a change of address asked for at /me/email',
    recipient: 'the contact, at the new address',
    readers: 'contacts',
    isEssential: true,
    topic: undefined,
    isAboutTicket: false,
    link: (links, data) => links.emailChange(data.tokenId),
    needs: ['address'],
    sample: { tokenId: 'sample', address: 'f.villani@example.com', minutes: 60 },
  },
  'email-changed': {
    trigger: 'record.updated, when the new address was confirmed',
    recipient: 'the contact, at the old address',
    readers: 'contacts',
    isEssential: true,
    topic: undefined,
    isAboutTicket: false,
    link: (links) => links.home,
    sample: { at: '2026-11-23 09:30:00' },
  },
  'new-sign-in': {
    trigger:
      'contact.signedIn, in a browser this contact never used before, but for the very first and the one after a new password',
    recipient: 'the contact who signed in',
    readers: 'contacts',
    isEssential: true,
    topic: undefined,
    isAboutTicket: false,
    // Where sessions are ended.
    link: (links) => links.page('/me#sessions'),
    sample: { at: '2026-11-23 09:30:00', browser: 'Firefox, Windows' },
  },
  'access-ending': {
    trigger: '30, 7 and 1 days before the end of access',
    recipient: 'the contact whose access ends',
    readers: 'contacts',
    isEssential: false,
    topic: 'access',
    isAboutTicket: false,
    link: (links) => links.home,
    sample: { at: '2026-12-31' },
  },
  'access-ended': {
    trigger: 'the day after the end of access',
    recipient: 'the contact whose access ended',
    readers: 'contacts',
    isEssential: false,
    topic: 'access',
    isAboutTicket: false,
    link: (links, data) => (data.until === '' ? undefined : links.home),
    sample: { at: '2026-12-31', until: '30-01-2027' },
  },
} as const satisfies EmailDefinitions<AccessKind>;
