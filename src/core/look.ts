import { type Colour, parseColour } from './colour.js';
import { cutText } from './text.js';

/** How a portal looks and what it says of its company; empty: as shipped, or as the CRM says. */
export interface Look {
  /** In place of the company's name in the CRM. */
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  /** «Lun-ven 9-18»: a promise, printed only where it was made. */
  readonly hours: string;
  /** Lines under the pages around sign-in and under mails, in place of the CRM's. */
  readonly footer: readonly string[];
  readonly accent: Colour | undefined;
  /** What visitors see who chose nothing; undefined: as their device. */
  readonly theme: 'light' | 'dark' | undefined;
}

/** The look of a portal nobody has changed. */
export const shippedLook: Look = {
  name: '',
  phone: '',
  email: '',
  hours: '',
  footer: [],
  accent: undefined,
  theme: undefined,
};

/** The longest of each text, in characters. */
export const LOOK_LIMITS = { name: 80, phone: 40, email: 100, hours: 160, footer: 120 } as const;

/** Lines under a page at most. */
export const MOST_FOOTER_LINES = 4;

/** Reads a stored look; what does not fit counts as not set. */
export function readLook(json: string): Look {
  const stored = parseObject(json);
  const text = (key: keyof typeof LOOK_LIMITS): string => {
    const value = stored[key];
    return typeof value === 'string' ? cutText(value, LOOK_LIMITS[key]) : '';
  };
  const { accent, theme, footer } = stored;
  const lines = Array.isArray(footer) ? footer.filter((line): line is string => typeof line === 'string') : [];
  return {
    name: text('name'),
    phone: text('phone'),
    email: text('email'),
    hours: text('hours'),
    footer: lines.slice(0, MOST_FOOTER_LINES).map((line) => cutText(line, LOOK_LIMITS.footer)),
    accent: typeof accent === 'string' ? parseColour(accent) : undefined,
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
  };
}

function parseObject(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
