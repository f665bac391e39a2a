import { createParser, parseAsString, useQueryStates } from 'nuqs';

// `?new` has no value
const parseAsFlag = createParser({ parse: () => true, serialize: () => '' });

const formParsers = { new: parseAsFlag, edit: parseAsString, from: parseAsString };

/** What the form in the page is open for: a new job, a saved one, or a copy of it. */
export type FormTarget = { kind: 'new' } | { kind: 'edit' | 'from'; id: string };

/** The form's place in the URL: `?new`, `?edit=<id>`, `?from=<id>`. Back closes it. */
export function useFormTarget() {
  const [search, setSearch] = useQueryStates(formParsers, { history: 'push' });
  const target = read(search);
  const open = ({ kind, ...rest }: FormTarget) => {
    const id = 'id' in rest ? rest.id : null;
    return setSearch({
      new: kind === 'new' || null,
      edit: kind === 'edit' ? id : null,
      from: kind === 'from' ? id : null,
    });
  };
  return { target, open, close: () => setSearch({ new: null, edit: null, from: null }) };
}

function read({
  new: isNew,
  edit,
  from,
}: {
  new: boolean | null;
  edit: string | null;
  from: string | null;
}): FormTarget | null {
  if (edit) return { kind: 'edit', id: edit };
  if (from) return { kind: 'from', id: from };
  return isNew ? { kind: 'new' } : null;
}
