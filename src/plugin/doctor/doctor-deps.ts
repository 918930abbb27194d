import type { Knex } from 'knex';
import type { Clock } from '../../core/clock.js';
import type { Metadata } from '../../host/metadata/types.js';
import type { CompleteConfig } from '../demo-site.js';
import type { Manifest } from '../manifest.js';

/** What the checks look at. */
export interface DoctorDeps {
  readonly config: CompleteConfig;
  readonly manifest: Manifest;
  /** The account the portal runs with; the database may be away. */
  readonly knex: Knex;
  readonly clock: Clock;
  readonly isDemo: boolean;
  readonly tablePrefix: string;
  /** As this process knows it, or read anew; rejects while the database is away. */
  readonly metadata: () => Promise<Metadata>;
  /** The mail server in use; undefined: none. It may hold a password. */
  readonly smtpUrl: () => string | undefined;
  /** Folder of uploads in progress. */
  readonly uploadDir: string;
}
