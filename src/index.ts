/** The public API for hosts and extension authors; nothing else is public. */

export type { Profile } from './access/profile-schema.js';
export type { Clock } from './core/clock.js';
export { type Config, readConfig } from './core/config.js';
export { StartRefusedError } from './core/errors.js';
export { createLogger, type Logger } from './core/logger.js';
export type { HookBus, HookOptions } from './hooks/hook-bus.js';
export type * from './hooks/hook-map.js';
export type { OwnKind } from './host/metadata/own-kind.js';
export type { LabelChanges } from './host/metadata/refine-metadata.js';
export { type CompleteConfig, completeConfig } from './plugin/demo-site.js';
export * from './plugin/extensions/author-api.js';
export * from './plugin/lifecycle-exports.js';
export { createPortal, type Portal, type PortalOptions } from './portal.js';
export type { ExtensionMigration, ExtensionSchema } from './store/extension-migrator.js';
export type { ExtensionRequest, ExtensionRouter, ExtensionState } from './web/extension-pages.js';
