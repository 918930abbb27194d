import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { isUsableAccent, nearestAccent, whiteOn } from '../../../core/accent.js';
import { type Colour, parseColour } from '../../../core/colour.js';
import { ConflictError, type FieldFault, InvalidInputError } from '../../../core/errors.js';
import { LOOK_LIMITS, type Look, MOST_FOOTER_LINES, shippedLook } from '../../../core/look.js';
import { countCharacters } from '../../../core/text.js';
import { isPlainAddress } from '../../../mail/mail-address.js';
import { HEAVIEST_MAIL_LOGO } from '../../../mail/mail-look.js';
import { oneLine } from '../../../mail/mail-text.js';
import type { AuditActor, AuditStore } from '../../../store/audit-store.js';
import {
  type LookAsset,
  type LookAssetName,
  type LookStore,
  lookAssets,
  type StoredLook,
} from '../../../store/look-store.js';
import { checkCss } from './check-css.js';
import { checkPicture, type PictureRules } from './check-picture.js';

interface LookServiceDeps {
  readonly transaction: <T>(work: (trx: Knex.Transaction) => Promise<T>) => Promise<T>;
  readonly looks: LookStore;
  readonly audit: Pick<AuditStore, 'record'>;
  /** Lets this process show the new look at once; others follow within seconds. */
  readonly refresh: () => Promise<void>;
}

/** The look as a person types it. */
export type TypedLook = Readonly<Record<'name' | 'phone' | 'email' | 'hours' | 'footer' | 'accent' | 'theme', string>>;

/** A file as it came. */
export interface LookFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What pictures may be; a mail carries a logo only up to `HEAVIEST_MAIL_LOGO`. */
export const PICTURE_RULES: Readonly<Record<'logo' | 'favicon', PictureRules>> = {
  logo: { maxBytes: 512 * 1024, minSide: 16, maxSide: 4000 },
  favicon: { maxBytes: 64 * 1024, minSide: 16, maxSide: 1024 },
};

/** How the portal looks, as an administrator sets it. */
export class LookService {
  readonly #deps: LookServiceDeps;

  constructor(deps: LookServiceDeps) {
    this.#deps = deps;
  }

  read(): Promise<StoredLook> {
    return this.#deps.looks.read();
  }

  /** Throws InvalidInputError with what is wrong, ConflictError when somebody else changed the look since `seen`. */
  async save(typed: TypedLook, seen: number | undefined, actor: AuditActor): Promise<void> {
    const look = judgeLook(typed);
    await this.#change(actor, async (trx) => {
      const { look: before, changedAt } = await this.#deps.looks.lock(trx);
      if (seen !== undefined && seen !== changedAt) throw new ConflictError('admin-look:changedMeanwhile');
      await this.#deps.looks.write(trx, look, actor.name);
      return { before, after: look };
    });
  }

  /** Keeps a picture or style sheet; throws InvalidInputError when it will not do. */
  async putAsset(name: LookAssetName, file: LookFile, actor: AuditActor): Promise<void> {
    const asset = name === 'css' ? judgeCss(file) : await judgePicture(name, file);
    await this.#change(actor, async (trx) => {
      await this.#deps.looks.writeAsset(trx, name, asset, actor.name);
      return { [name]: { file: asset.fileName, bytes: asset.bytes.length, digest: asset.digest } };
    });
  }

  async removeAsset(name: LookAssetName, actor: AuditActor): Promise<void> {
    await this.#change(actor, async (trx) => {
      await this.#deps.looks.writeAsset(trx, name, undefined, actor.name);
      return { [name]: null };
    });
  }

  /** Back to what is shipped, pictures and style sheet too. */
  async reset(actor: AuditActor): Promise<void> {
    await this.#change(actor, async (trx) => {
      const { look: before } = await this.#deps.looks.lock(trx);
      for (const name of lookAssets) await this.#deps.looks.writeAsset(trx, name, undefined, actor.name);
      await this.#deps.looks.write(trx, shippedLook, actor.name);
      return { before, after: shippedLook };
    });
  }

  async #change(actor: AuditActor, work: (trx: Knex.Transaction) => Promise<Record<string, unknown>>): Promise<void> {
    const { transaction, audit, refresh } = this.#deps;
    await transaction(async (trx) => {
      const details = await work(trx);
      await audit.record({ action: 'look.changed', actor, details }, trx);
    });
    await refresh();
  }
}

/** Says whether a logo is light enough for mails. */
export function isMailLogo(logo: Pick<LookAsset, 'bytes'>): boolean {
  return logo.bytes.length <= HEAVIEST_MAIL_LOGO;
}

/** The look that was typed; throws InvalidInputError with every fault. */
function judgeLook(typed: TypedLook): Look {
  const faults: FieldFault[] = [];
  const text = (field: keyof typeof LOOK_LIMITS & keyof TypedLook): string => {
    const value = oneLine(typed[field], Number.POSITIVE_INFINITY);
    if (countCharacters(value) > LOOK_LIMITS[field])
      faults.push({ field, code: 'admin-look:tooLong', values: { max: LOOK_LIMITS[field] } });
    return value;
  };
  const email = text('email');
  if (email !== '' && !isPlainAddress(email)) faults.push({ field: 'email', code: 'admin-look:wrongEmail' });
  const accent = judgeAccent(typed.accent, faults);
  const look: Look = {
    name: text('name'),
    phone: text('phone'),
    email,
    hours: text('hours'),
    footer: judgeFooter(typed.footer, faults),
    accent,
    theme: typed.theme === 'light' || typed.theme === 'dark' ? typed.theme : undefined,
  };
  if (faults.length > 0) throw new InvalidInputError(faults);
  return look;
}

function judgeFooter(typed: string, faults: FieldFault[]): readonly string[] {
  const lines = typed
    .split(/\r\n?|\n/)
    .map((line) => oneLine(line, Number.POSITIVE_INFINITY))
    .filter(Boolean);
  if (lines.length > MOST_FOOTER_LINES)
    faults.push({ field: 'footer', code: 'admin-look:tooManyLines', values: { max: MOST_FOOTER_LINES } });
  if (lines.some((line) => countCharacters(line) > LOOK_LIMITS.footer))
    faults.push({ field: 'footer', code: 'admin-look:tooLong', values: { max: LOOK_LIMITS.footer } });
  return lines;
}

function judgeAccent(typed: string, faults: FieldFault[]): Colour | undefined {
  if (typed.trim() === '') return undefined;
  const colour = parseColour(typed);
  if (colour === undefined) {
    faults.push({ field: 'accent', code: 'admin-look:accent.unreadable' });
    return undefined;
  }
  if (isUsableAccent(colour)) return colour;
  const contrast = whiteOn(colour).toFixed(1);
  faults.push({
    field: 'accent',
    code: 'admin-look:accent.tooLight',
    values: { contrast, nearest: nearestAccent(colour) },
  });
  return undefined;
}

function judgeCss({ name, bytes }: LookFile): Omit<LookAsset, 'name'> {
  const fault = checkCss(bytes);
  if (fault)
    throw new InvalidInputError([
      { field: 'css', code: `admin-look:css.${fault.code}`, values: { found: fault.found ?? '' } },
    ]);
  return { type: 'text/css', fileName: name, digest: digestOf(bytes), width: 0, height: 0, bytes };
}

async function judgePicture(name: 'logo' | 'favicon', file: LookFile): Promise<Omit<LookAsset, 'name'>> {
  const rules = PICTURE_RULES[name];
  const picture = await checkPicture(file.bytes, rules);
  if (typeof picture !== 'string')
    return { ...picture, fileName: file.name, digest: digestOf(file.bytes), bytes: file.bytes };
  const values = { kilobytes: rules.maxBytes / 1024, min: rules.minSide, max: rules.maxSide };
  throw new InvalidInputError([{ field: name, code: `admin-look:picture.${picture}`, values }]);
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
