import type { Viewer } from '../access/types.js';
import type { Translator } from '../core/i18n.js';
import type { Logger } from '../core/logger.js';
import type { InterfaceVersion, MenuItemView } from '../core/view-types.js';
import type { HookBus } from '../hooks/hook-bus.js';
import type { CompanyDetails, Labels } from '../host/metadata/types.js';
import type { Session, SessionStore } from '../store/session-store.js';
import type { AssetStore } from './assets.js';
import type { Site } from './site.js';
import type { ViewEngine } from './view-engine.js';

/** What a visitor chose in their profile, if they did. */
export interface OwnChoice {
  readonly language?: string | undefined;
  readonly theme?: 'light' | 'dark' | undefined;
}

/** What every request of one app shares; reached by `ctx.state.kit`. */
export interface WebKit {
  readonly site: Site;
  readonly secret: string;
  readonly log: Logger;
  readonly translator: Translator;
  readonly engine: ViewEngine;
  readonly assets: AssetStore;
  readonly sessions: Pick<SessionStore, 'find' | 'touch' | 'revoke' | 'addFlash' | 'takeFlash'>;
  readonly hooks: Pick<HookBus, 'applyFilters'>;
  readonly metadata: () => { readonly company: CompanyDetails; readonly labels: Pick<Labels, 'defaultLanguage'> };
  /** The side menu of a viewer; `path` is below the mount, `language` two letters. Must not ask the database. */
  readonly buildMenu: (viewer: Viewer, language: string, path: string) => readonly MenuItemView[];
  /** The portal-wide choice of the interface. Must not ask the database. */
  readonly portalInterface: () => InterfaceVersion;
  /** The signed-in visitor's own language and theme. */
  readonly ownChoice: (session: Session) => OwnChoice | Promise<OwnChoice>;
  readonly isDemo: boolean;
  /** Folder for uploads in progress; made with mode 0700. */
  readonly uploadDir: string;
}
