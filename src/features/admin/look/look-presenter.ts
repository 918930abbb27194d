import type { FieldFault } from '../../../core/errors.js';
import { formatBytes } from '../../../core/file-size.js';
import type { Translate } from '../../../core/i18n.js';
import { LOOK_LIMITS } from '../../../core/look.js';
import type { BrandView, ControlView } from '../../../core/view-types.js';
import type { StoredLook } from '../../../store/look-store.js';
import { faultSummary, faultText, labelledControl } from '../../form-parts.js';
import { isMailLogo, PICTURE_RULES, type TypedLook } from './look-service.js';
import type { LookPageView, LookPictureView } from './look-views.js';

/** What the page is put into words with. */
export interface LookContext {
  readonly t: Translate;
  readonly language: string;
  readonly path: (path: string) => string;
}

/** What came back refused. */
export interface LookDraft {
  readonly typed?: TypedLook | undefined;
  readonly css?: string;
  readonly seen?: string;
  readonly faults?: readonly FieldFault[];
  readonly conflict?: boolean;
}

/** The accent that is shipped. */
const SHIPPED_ACCENT = '#0b5c88';

/** The look's page; `brand` says where its pictures lie. */
export function presentLook(
  stored: StoredLook,
  brand: BrandView,
  draft: LookDraft,
  context: LookContext,
): LookPageView {
  const { t, path } = context;
  const { faults = [] } = draft;
  const typed = draft.typed ?? typedOf(stored);
  const accentError = faultText('accent', faults, t);
  return {
    ...(draft.conflict ? { notice: { kind: 'bad' as const, text: t('admin-look:changedMeanwhile') } } : {}),
    ...faultSummary(faults, t),
    action: path('/admin/look'),
    seen: draft.seen ?? String(stored.changedAt),
    company: presentCompanyControls(typed, faults, t),
    accent: {
      value: typed.accent,
      shown: /^#[0-9a-f]{6}$/i.test(typed.accent) ? typed.accent : SHIPPED_ACCENT,
      ...(accentError ? { error: accentError } : {}),
      ...nearestOf(faults),
      good: t('admin-look:accent.good'),
      bad: t('admin-look:accent.bad'),
    },
    themes: ['', 'light', 'dark'].map((value) => ({
      value,
      text: t(`admin-look:theme.${value || 'device'}`),
      isSelected: typed.theme === value,
    })),
    pictures: [
      presentPicture('logo', stored, brand.logo, faults, context),
      presentPicture('favicon', stored, brand.favicon && { ...brand.favicon, width: 32, height: 32 }, faults, context),
    ],
    css: presentCss(stored, draft, context),
    ...(stored.changedAt > 0 ? { resetAction: path('/admin/look/reset') } : {}),
  };
}

/** The colour that would do in place of a refused one. */
function nearestOf(faults: readonly FieldFault[]): { readonly nearest?: string } {
  const nearest = faults.find(({ field }) => field === 'accent')?.values?.nearest;
  return nearest === undefined ? {} : { nearest: String(nearest) };
}

function typedOf({ look }: StoredLook): TypedLook {
  return { ...look, footer: look.footer.join('\n'), accent: look.accent ?? '', theme: look.theme ?? '' };
}

function presentCompanyControls(typed: TypedLook, faults: readonly FieldFault[], t: Translate): readonly ControlView[] {
  const control = (kind: ControlView['control'], name: keyof TypedLook & keyof typeof LOOK_LIMITS): ControlView => ({
    ...labelledControl(kind, name, t(`admin-look:fields.${name}`), { value: typed[name], faults, t }),
    hint: t(`admin-look:hints.${name}`),
    ...(kind === 'textarea' ? { rows: 3 } : { maxLength: LOOK_LIMITS[name] }),
  });
  return [
    control('text', 'name'),
    control('tel', 'phone'),
    control('email', 'email'),
    control('text', 'hours'),
    { ...control('textarea', 'footer'), isWide: true },
  ];
}

function presentPicture(
  name: 'logo' | 'favicon',
  stored: StoredLook,
  shown: { readonly src: string; readonly width: number; readonly height: number } | undefined,
  faults: readonly FieldFault[],
  { t, path, language }: LookContext,
): LookPictureView {
  const asset = stored.assets.get(name);
  const { maxBytes, minSide, maxSide } = PICTURE_RULES[name];
  const error = faultText(name, faults, t);
  const limits = { kilobytes: maxBytes / 1024, min: minSide, max: maxSide };
  return {
    name,
    title: t(`admin-look:${name}.title`),
    hint: t(`admin-look:${name}.hint`, limits),
    action: path(`/admin/look/${name}`),
    accept: 'image/png,image/jpeg,image/webp,image/gif',
    ...(error ? { error } : {}),
    ...(asset && shown
      ? {
          state: [
            asset.fileName,
            `${asset.width} × ${asset.height}`,
            formatBytes(asset.bytes.length, language),
            ...(name === 'logo' && !isMailLogo(asset) ? [t('admin-look:logo.notInMails')] : []),
          ].join(' · '),
          src: path(shown.src),
          width: shown.width,
          height: shown.height,
          removeAction: path(`/admin/look/${name}/remove`),
        }
      : {}),
  };
}

function presentCss(stored: StoredLook, draft: LookDraft, { t, path, language }: LookContext): LookPageView['css'] {
  const asset = stored.assets.get('css');
  const error = faultText('css', draft.faults ?? [], t);
  return {
    action: path('/admin/look/css'),
    text: draft.css ?? asset?.bytes.toString('utf8') ?? '',
    ...(error ? { error } : {}),
    ...(asset
      ? {
          state: `${asset.fileName} · ${formatBytes(asset.bytes.length, language)}`,
          removeAction: path('/admin/look/css/remove'),
        }
      : {}),
  };
}
