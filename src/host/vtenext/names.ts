/** Parts of a name that may be missing. */
export interface NameParts {
  readonly lastName: string | null;
  readonly firstName: string | null;
}

/** A person as the CRM names her: last name, then first name. */
export function personName({ lastName, firstName }: NameParts): string {
  return [lastName, firstName]
    .map((part) => part?.trim() ?? '')
    .filter(Boolean)
    .join(' ');
}

/** A member of the staff: the full name, or the user name where there is none. */
export function userName(user: NameParts & { readonly userName: string | null }): string {
  return personName(user) || (user.userName ?? '');
}
