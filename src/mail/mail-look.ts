import { type AccentTones, darkTones, lightTones } from '../core/accent.js';
import type { Colour } from '../core/colour.js';
import type { StoredLook } from '../store/look-store.js';

/** A picture that travels with the mail; the mail's HTML names it by `cid:<cid>`. */
export interface InlinePicture {
  readonly cid: string;
  readonly type: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** What an administrator set of the look, as far as mails follow it. */
export interface MailLook {
  /** Empty: the CRM's company. */
  readonly name: string;
  readonly footer: readonly string[];
  readonly colours: MailColours;
  readonly logo: (InlinePicture & { readonly width: number; readonly height: number }) | undefined;
}

/** The colours of buttons and links in both themes. */
export interface MailColours {
  readonly fill: Colour;
  readonly link: Colour;
  readonly darkFill: Colour;
  readonly darkLink: Colour;
}

/** The colours as the sources of the mails have them. */
export const shippedColours: MailColours = {
  fill: '#0b5c88',
  link: '#0b5c88',
  darkFill: '#1c6fa3',
  darkLink: '#7cc0ec',
};

/** The look of a portal nobody has changed. */
export const shippedMailLook: MailLook = { name: '', footer: [], colours: shippedColours, logo: undefined };

/** A picture heavier than this would make every mail heavy; pages show it, mails the name alone. */
export const HEAVIEST_MAIL_LOGO = 20 * 1024;

const LOGO_BOX = { width: 240, height: 56 };
const LOGO_ID = 'logo@portal';

/** What mails take of a stored look. */
export function presentMailLook({ look, assets }: StoredLook): MailLook {
  const logo = assets.get('logo');
  const isLight = logo !== undefined && logo.bytes.length <= HEAVIEST_MAIL_LOGO;
  return {
    name: look.name,
    footer: look.footer,
    colours: look.accent === undefined ? shippedColours : coloursOf(lightTones(look.accent), darkTones(look.accent)),
    logo: isLight
      ? { cid: LOGO_ID, type: logo.type, fileName: nameOf(logo.type), bytes: logo.bytes, ...sizeOf(logo) }
      : undefined,
  };
}

function coloursOf(light: AccentTones, dark: AccentTones): MailColours {
  return { fill: light.fill, link: light.accent, darkFill: dark.fill, darkLink: dark.accent };
}

/** Never a name somebody typed: mail programs show it. */
function nameOf(type: string): string {
  return `logo.${type.slice(type.indexOf('/') + 1)}`;
}

function sizeOf({ width, height }: { readonly width: number; readonly height: number }): {
  width: number;
  height: number;
} {
  const scale = Math.min(1, LOGO_BOX.width / Math.max(1, width), LOGO_BOX.height / Math.max(1, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A mail's HTML with its pictures inside, for a page to show. */
export function withPictures(html: string, pictures: readonly InlinePicture[]): string {
  return pictures.reduce(
    (shown, { cid, type, bytes }) =>
      shown.replaceAll(`cid:${cid}"`, `data:${type};base64,${bytes.toString('base64')}"`),
    html,
  );
}
