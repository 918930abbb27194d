import type { OptionView } from './view-types.js';

/** Who follows a ticket beside the contact it belongs to. */
export interface ParticipantsView {
  /** Where both forms go. */
  readonly action: string;
  readonly people: readonly ParticipantView[];
  /** Undefined: the viewer chooses nobody. */
  readonly form?: {
    readonly key: string;
    readonly options: readonly OptionView[];
    readonly error?: string;
  };
}

/** Whether the viewer is mailed about a ticket, and the button that changes it: POST `mute`, `1` or nothing. */
export interface MuteView {
  readonly action: string;
  readonly isMuted: boolean;
}

export interface ParticipantView {
  readonly name: string;
  readonly isMe: boolean;
  /** Undefined: it is not for the viewer to take them off. */
  readonly remove?: { readonly key: string; readonly contactId: string; readonly text: string; readonly label: string };
}
