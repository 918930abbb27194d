import type { Knex } from 'knex';
import type { WallClock } from '../../core/clock.js';
import type { Logger } from '../../core/logger.js';
import type { MetadataSource } from '../host-adapter.js';
import type { HostModels } from '../models/bind-models.js';

/** What the repositories of one vtenext database share. */
export interface HostContext {
  readonly knex: Knex;
  readonly prefix: string;
  readonly models: HostModels;
  readonly metadata: MetadataSource;
  readonly wallClock: WallClock;
  readonly log: Logger;
}
