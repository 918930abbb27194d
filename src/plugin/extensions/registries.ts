import type { Viewer } from '../../access/types.js';
import type { Logger } from '../../core/logger.js';
import { OwnedRegistry } from '../../core/owned-registry.js';
import type { MenuItemView } from '../../core/view-types.js';
import type { PresenterContext } from '../../features/present-context.js';
import type { PersonalData } from '../../features/retention/extension-data.js';
import type { LabelChanges } from '../../host/metadata/refine-metadata.js';
import type { ExtensionAssets } from '../../web/extension-assets.js';
import type { ExtensionRoutes } from '../../web/extension-pages.js';
import type { TemplateSources } from '../../web/template-source.js';
import type { ExtensionFieldKind } from './extension.js';
import type { ExtensionMail } from './extension-mail.js';

/** A part of the customers' menu; the lower order first. */
export interface MenuPart {
  readonly order: number;
  /** `path` is the page's own, below the mount. */
  items(viewer: Viewer, path: string, context: PresenterContext): readonly MenuItemView[];
}

/** Work that is done while the portal runs. */
export interface RunningWork {
  start(): void;
  stop(): void;
}

/** A kind of fields with the log of who registered it. */
export interface RegisteredFieldKind extends ExtensionFieldKind {
  readonly log: Logger;
}

/** What the portal itself and its extensions register, each by its owner. */
export function createRegistries() {
  return {
    menu: new OwnedRegistry<MenuPart>(),
    routes: new OwnedRegistry<ExtensionRoutes>(),
    jobs: new OwnedRegistry<RunningWork>(),
    templates: new OwnedRegistry<TemplateSources>(),
    assets: new OwnedRegistry<ExtensionAssets>(),
    labels: new OwnedRegistry<LabelChanges>(),
    mails: new OwnedRegistry<ExtensionMail<object>>(),
    fieldKinds: new OwnedRegistry<RegisteredFieldKind>(),
    personalData: new OwnedRegistry<PersonalData>(),
  };
}

export type Registries = ReturnType<typeof createRegistries>;

/** Takes back everything an owner registered. */
export function removeOwner(registries: Registries, owner: string): void {
  for (const registry of Object.values(registries)) registry.removeOwner(owner);
}
