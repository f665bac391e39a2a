'use client';

import { ThemeProvider, useTheme } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useEffect } from 'react';
import { Announcer } from '@/components/ui/announcer';
import { Toaster } from '@/components/ui/toaster';
import { TooltipProvider } from '@/components/ui/tooltip';

/** What every page may rely on: theme, URL state, tooltips, toasts and the live regions. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      scriptProps={themeScript}
    >
      <NuqsAdapter>
        <TooltipProvider>{children}</TooltipProvider>
      </NuqsAdapter>
      <ThemeColor />
      <Toaster />
      <Announcer />
    </ThemeProvider>
  );
}

/** The script that sets the theme before the first paint is the server's; React warns of one that a browser makes, as on a page not found. */
const themeScript = typeof window === 'undefined' ? {} : { type: 'application/json' };

const barColors = { light: '#f9fafb', dark: '#0d0e11' };

/** Colours the browser's bars as the page, also when the chosen theme is not the system's. */
function ThemeColor() {
  const { resolvedTheme } = useTheme();
  useEffect(() => {
    const color = barColors[resolvedTheme === 'dark' ? 'dark' : 'light'];
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.setAttribute('content', color);
  }, [resolvedTheme]);
  return null;
}
