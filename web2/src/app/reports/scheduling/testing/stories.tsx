import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { type ReactNode, useState } from 'react';
import { createFakeApi, type FakeApi, fetchFrom } from './fake-api';

/** `parameters` of a story: what the API holds, and the page's search. */
export interface ApiParameters {
  api?: Partial<FakeApi>;
  search?: string;
}

type StoryContext = { parameters: ApiParameters };

/** For a meta's `beforeEach`: the browser's `fetch` answers from the story's API, everything else from the network. */
export function answerFromFakeApi({ parameters }: StoryContext) {
  const network = globalThis.fetch;
  const api = fetchFrom(createFakeApi(parameters.api));
  globalThis.fetch = (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input), location.href);
    return url.pathname.startsWith('/api/') ? api(input, init) : network(input, init);
  };
  return () => {
    globalThis.fetch = network;
  };
}

/** For a meta's `decorators`: a cache and a URL of the story's own. */
export const withPage = (Story: () => ReactNode, { parameters, id }: StoryContext & { id: string }) => (
  <StoryPage key={id} search={parameters.search ?? ''}>
    <Story />
  </StoryPage>
);

function StoryPage({ search, children }: { search: string; children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always', refetchInterval: false } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <NuqsTestingAdapter searchParams={search} hasMemory>
        {children}
      </NuqsTestingAdapter>
    </QueryClientProvider>
  );
}
