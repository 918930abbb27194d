import type { HostAdapter } from '../../../host/host-adapter.js';
import type { FormService } from '../../records/form-service.js';
import type { ProfileDesk } from '../profiles/profile-desk.js';
import { DraftPreview } from './draft-preview.js';
import type { EditorDeps } from './editor-page.js';
import { ProfileEditor } from './profile-editor.js';
import { ProfilePeople } from './profile-people.js';

interface CreateOptions {
  readonly host: HostAdapter;
  readonly desk: ProfileDesk;
  readonly forms: FormService;
}

/** Builds what the editor's pages need, over the same services that answer customers. */
export function createProfileEditor({ host, desk, forms }: CreateOptions): EditorDeps {
  const people = new ProfilePeople(host.people);
  return {
    host,
    people,
    editor: new ProfileEditor({ metadata: host.metadata, desk }),
    preview: new DraftPreview({ host, forms, people }),
  };
}
