import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NuqsTestingAdapter, type OnUrlUpdateFunction } from 'nuqs/adapters/testing';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { Announcer } from '@/components/ui/announcer';
import { Toaster } from '@/components/ui/toaster';
import { TooltipProvider } from '@/components/ui/tooltip';
import { createFakeApi, type FakeApi, fetchFrom } from './fake-api';

interface Options {
  api?: Partial<FakeApi>;
  /** The page's search, such as "?new". */
  search?: string;
}

/** Renders a widget as the page does, over a fake API. `url` is the search as the widget last wrote it. */
export function renderWidget(widget: ReactNode, { api: state, search = '' }: Options = {}) {
  const api = createFakeApi(state);
  vi.stubGlobal('fetch', fetchFrom(api));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
  const url = { search };
  const onUrlUpdate: OnUrlUpdateFunction = ({ queryString }) => {
    url.search = queryString;
  };
  const view = render(
    <QueryClientProvider client={client}>
      <NuqsTestingAdapter searchParams={search} onUrlUpdate={onUrlUpdate} hasMemory>
        <TooltipProvider>{widget}</TooltipProvider>
        <Toaster />
        <Announcer />
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
  return { api, url, client, user: userEvent.setup(), ...view };
}
