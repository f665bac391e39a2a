import '@fontsource-variable/geist';
import '@fontsource-variable/geist-mono';
import type { Decorator, Preview } from '@storybook/nextjs-vite';
import { configure } from 'storybook/test';
import '../src/app/globals.css';
import './still.css';
import { Announcer } from '../src/components/ui/announcer';
import { Toaster } from '../src/components/ui/toaster';
import { TooltipProvider } from '../src/components/ui/tooltip';

// What loads on demand takes as long as the machine is busy.
configure({ asyncUtilTimeout: 30_000 });

const withProviders: Decorator = (Story, { globals }) => {
  document.documentElement.classList.toggle('dark', globals.theme === 'dark');
  document.documentElement.dataset.motion = globals.motion;
  return (
    <TooltipProvider>
      <Story />
      <Toaster />
      <Announcer />
    </TooltipProvider>
  );
};

const preview: Preview = {
  decorators: [withProviders],
  initialGlobals: { theme: 'light', motion: 'on' },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  parameters: {
    layout: 'padded',
    nextjs: { appDirectory: true },
    // every violation that axe is sure of fails the story's test
    a11y: { test: 'error' },
  },
};

export default preview;
