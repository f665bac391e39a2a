import { AuthColumn } from '@/components/auth/auth-column';

/** For whoever got the link by mail, who may have no account here. */
export default function NotFound() {
  return (
    <AuthColumn
      title="This link does not work."
      lead="Mail programs break long links: copy all of it from the mail into the address bar. Or ask whoever sent it to send it again."
    />
  );
}
