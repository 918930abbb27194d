import type { Viewer } from '../access/types.js';
import type { Translate, Translator } from '../core/i18n.js';
import type { Logger } from '../core/logger.js';
import type { InterfaceVersion, MenuItemView, MessageView } from '../core/view-types.js';
import type { HookBus } from '../hooks/hook-bus.js';
import type { ContactView } from '../hooks/hook-map.js';
import type { CompanyDetails, Labels } from '../host/metadata/types.js';
import type { AdminSessionStore } from '../store/admin-session-store.js';
import type { Session, SessionStore } from '../store/session-store.js';
import type { Admin } from './admin.js';
import type { AssetStore } from './assets.js';
import type { Brand } from './brand.js';
import type { AssetShelf } from './extension-assets.js';
import type { Site } from './site.js';
import type { ViewEngine } from './view-engine.js';

/** What a visitor chose in their profile, if they did. */
export interface OwnChoice {
  readonly language?: string | undefined;
  readonly theme?: 'light' | 'dark' | undefined;
}

/** A request that was refused for who asked. */
export interface DeniedAccess {
  readonly status: number;
  readonly code: string;
  readonly method: string;
  /** Without tokens and query. */
  readonly path: string;
  readonly network: string;
  readonly admin: Admin | undefined;
  readonly contact: ContactView | undefined;
}

/** What every request of one app shares; reached by `ctx.state.kit`. */
export interface WebKit {
  readonly site: Site;
  readonly secret: string;
  readonly log: Logger;
  readonly translator: Translator;
  readonly engine: ViewEngine;
  readonly assets: AssetStore;
  /** The company's own look; undefined: as shipped. */
  readonly brand?: Pick<Brand, 'look' | 'view' | 'find'>;
  /** What extensions add to pages. */
  readonly extras?: Pick<AssetShelf, 'of' | 'find'>;
  readonly sessions: Pick<SessionStore, 'find' | 'touch' | 'revoke' | 'addFlash' | 'takeFlash'>;
  readonly adminSessions: Pick<AdminSessionStore, 'find' | 'touch' | 'revoke' | 'addFlash' | 'takeFlash'>;
  /** An administrator of the CRM as of now; undefined: not one any more. */
  readonly findAdmin: (userId: number) => Promise<Admin | undefined>;
  /** The administration's side menu; `path` is below the mount. */
  readonly buildAdminMenu: (path: string, t: Translate) => readonly MenuItemView[];
  /** Keeps a record of a refusal; must neither fail nor wait. */
  readonly recordDenied: (denied: DeniedAccess) => void;
  readonly hooks: Pick<HookBus, 'applyFilters'>;
  readonly metadata: () => { readonly company: CompanyDetails; readonly labels: Pick<Labels, 'defaultLanguage'> };
  /** The side menu of a viewer; `path` is below the mount, `language` two letters. Must not ask the database. */
  readonly buildMenu: (viewer: Viewer, language: string, path: string) => readonly MenuItemView[];
  /** What a viewer is told on top of a page, whatever it is about; `path` is below the mount. Must not ask the database. */
  readonly notices?: (viewer: Viewer, path: string, t: Translate) => readonly MessageView[];
  /** The portal-wide choice of the interface. Must not ask the database. */
  readonly portalInterface: () => InterfaceVersion;
  /** The signed-in visitor's own language and theme. */
  readonly ownChoice: (session: Session) => OwnChoice | Promise<OwnChoice>;
  readonly isDemo: boolean;
  /** Folder for uploads in progress; made with mode 0700. */
  readonly uploadDir: string;
}
