'use client';

import ErrorPage from './error';
import { fontVariables } from './fonts';
import './globals.css';

/** Stands in when the root layout itself failed: it brings its own document. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>Something failed · Scheduled Exports</title>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
