import type { Profile } from '../../access/profile-schema.js';
import type { Viewer } from '../../access/types.js';
import type { RecordWriter } from './record-companion.js';

/** What a form of this writer takes of files: as the profile says, and never more than one record holds. */
export function uploadRulesOf({ mostFiles }: RecordWriter, { profile }: Viewer): Profile['uploads'] {
  const { maxFiles } = profile.uploads;
  return { ...profile.uploads, maxFiles: Math.min(maxFiles, mostFiles ?? maxFiles) };
}
