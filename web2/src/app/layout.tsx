import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { fontVariables } from './fonts';
import './globals.css';
import { Providers } from './providers';

export const metadata: Metadata = {
  title: { default: 'Scheduled Exports', template: '%s · Scheduled Exports' },
  description: 'Reports of your data, on time, in the right hands.',
};

// the pages' background, until the chosen theme is known
export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f9fafb' },
    { media: '(prefers-color-scheme: dark)', color: '#0d0e11' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // the theme's class is set before hydration
    <html lang="en" className={fontVariables} suppressHydrationWarning>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
